import { randomOf } from "@/lib/seeded-random";
import { type Beta, betaOf, drawBeta } from "./draw-beta";

/** How often a rater says yes of a text of which the label says no, and no where it says yes. */
export interface Rates {
  falseYes: Beta;
  falseNo: Beta;
}

/**
 * What is held of somebody of whom nothing is known: of each kind a quarter wrong, with the weight of two answers. That people are more
 * often right than wrong is what tells "yes" from "no" where nothing else does; the weight is small, so that answers soon tell who says
 * anything, or the opposite.
 */
export const priorRates: Rates = {
  falseYes: { was: 0.5, wasNot: 1.5 },
  falseNo: { was: 0.5, wasNot: 1.5 },
};

export interface Item {
  /** Items of one group are held to be "yes" equally often: a place from 0, below `groups`. */
  group: number;
  /** What a gold item is known to be; null of any other. */
  known: boolean | null;
  answers: readonly { rater: number; says: boolean }[];
}

export interface KnownRater extends Rates {
  /** Whether their rates are learned from these answers; otherwise they hold already what all that somebody answered tells. */
  learns: boolean;
}

/** Somebody of whom nothing is known before these answers. */
export const unknownRater: KnownRater = { ...priorRates, learns: true };

export interface Crowd {
  items: readonly Item[];
  groups: number;
  raters: readonly KnownRater[];
}

/** A rate with its 90% interval, and the beta distribution that has its mean and its variance. */
export interface LearnedRate extends Beta {
  mean: number;
  low: number;
  high: number;
}

export interface CrowdReading {
  /** The probability that each item is "yes", in their order. */
  items: number[];
  raters: { falseYes: LearnedRate; falseNo: LearnedRate }[];
}

/** Sweeps that are left out, as they tell of where it began, and those that count. */
const [leftOut, counted] = [100, 400];

interface ItemState {
  isYes: boolean;
  /** Of "yes", over the sweeps that count. */
  probability: number;
}

interface RaterState {
  falseYes: number;
  falseNo: number;
  /** What a "yes" and a "no" of theirs add to the log odds of "yes". */
  yes: number;
  no: number;
  /** What was said of items that were "no", and of those that were "yes", in this sweep. */
  ofNo: Beta;
  ofYes: Beta;
  drawn: { falseYes: number[]; falseNo: number[] };
}

/**
 * Reads what a crowd says: of each item whether it is "yes", of each rater two error rates, both together. The model is that of Dawid
 * and Skene (1979, Applied Statistics 28:20): an item is "yes" or "no", and a rater errs at a rate of their own for either, whatever the
 * item and whatever others say. It is read by Gibbs sampling and not by EM (Kim and Ghahramani 2012, "Bayesian Classifier
 * Combination", AISTATS), since intervals are asked for, which EM has none of. The share of "yes" in a group has the prior Beta(1, 1). Where
 * rates are not learned, each sweep draws them anew from what is held of a rater, so that what is not known of them stands in what is
 * told of items. The same for the same seed. Time: 500 sweeps over all answers. `onSweep` is given each state that counts.
 */
export function readCrowd(
  { items, groups, raters }: Crowd,
  seed: number,
  onSweep?: (items: readonly { isYes: boolean }[]) => void,
): CrowdReading {
  const random = randomOf(seed);
  const states = items.map((item): ItemState => ({ isYes: item.known ?? mostSayYes(item), probability: 0 }));
  const people = raters.map(
    (rates): RaterState => ({
      ...rateOf(rates, random),
      ...{ ofNo: { was: 0, wasNot: 0 }, ofYes: { was: 0, wasNot: 0 }, drawn: { falseYes: [], falseNo: [] } },
    }),
  );
  const shares = Array.from({ length: groups }, () => ({ was: 1, wasNot: 1 }));
  for (let sweep = -leftOut; sweep < counted; sweep++) {
    // What is known of an item says nothing of how many of those that are not known are "yes": it was picked.
    for (const share of shares) share.was = share.wasNot = 1;
    for (const [i, { group, known }] of items.entries()) {
      const share = shares[group];
      if (share && known === null) share[states[i]?.isYes ? "was" : "wasNot"]++;
    }
    const logOdds = shares.map((share) => logit(drawBeta(share, random)));
    for (const person of people) person.ofNo = { was: 0, wasNot: 0 };
    for (const person of people) person.ofYes = { was: 0, wasNot: 0 };
    for (const [i, { group, known, answers }] of items.entries()) {
      const state = states[i];
      if (!state) continue;
      let odds = logOdds[group] ?? 0;
      for (const { rater, says } of answers) {
        const person = people[rater];
        if (person) odds += says ? person.yes : person.no;
      }
      const probability = known === null ? 1 / (1 + Math.exp(-odds)) : Number(known);
      state.isYes = known ?? random() < probability;
      if (sweep >= 0) state.probability += probability / counted;
      for (const { rater, says } of answers) {
        const person = people[rater];
        if (state.isYes && person) person.ofYes[says ? "wasNot" : "was"]++;
        else if (person) person.ofNo[says ? "was" : "wasNot"]++;
      }
    }
    for (const [j, person] of people.entries()) {
      const before = raters[j] ?? unknownRater;
      const rates = before.learns
        ? { falseYes: sum(before.falseYes, person.ofNo), falseNo: sum(before.falseNo, person.ofYes) }
        : before;
      Object.assign(person, rateOf(rates, random));
      if (sweep < 0) continue;
      person.drawn.falseYes.push(person.falseYes);
      person.drawn.falseNo.push(person.falseNo);
    }
    if (sweep >= 0) onSweep?.(states);
  }
  return {
    items: states.map(({ probability }) => probability),
    raters: people.map(({ drawn }) => ({
      falseYes: learnedOf(drawn.falseYes),
      falseNo: learnedOf(drawn.falseNo),
    })),
  };
}

function rateOf(rates: Rates, random: () => number) {
  const [falseYes, falseNo] = [drawBeta(rates.falseYes, random), drawBeta(rates.falseNo, random)];
  return {
    ...{ falseYes, falseNo },
    yes: Math.log((1 - falseNo) / falseYes),
    no: Math.log(falseNo / (1 - falseYes)),
  };
}

const sum = (a: Beta, b: Beta): Beta => ({ was: a.was + b.was, wasNot: a.wasNot + b.wasNot });
const logit = (share: number) => Math.log(share / (1 - share));

function mostSayYes({ answers }: Item): boolean {
  return answers.filter(({ says }) => says).length * 2 > answers.length;
}

function learnedOf(drawn: readonly number[]): LearnedRate {
  const mean = drawn.reduce((total, each) => total + each, 0) / drawn.length;
  const variance = drawn.reduce((total, each) => total + (each - mean) ** 2, 0) / drawn.length;
  const ordered = drawn.toSorted((a, b) => a - b);
  const at = (share: number) => ordered[Math.floor(share * (ordered.length - 1))] ?? mean;
  return { ...betaOf(mean, variance), mean, low: at(0.05), high: at(0.95) };
}
