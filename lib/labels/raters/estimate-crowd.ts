import { type Estimated, intervalOf } from "../checks/estimate";
import type { TextStratum } from "../checks/stratum";
import type { CrowdEstimate } from "./estimate-schema";
import { type Crowd, type KnownRater, readCrowd, unknownRater } from "./read-crowd";
import { isSettled } from "./settled";

/** A blind answer of a person, by text and by who gave it. */
export interface RatedAnswer {
  /** Names the text. */
  text: string;
  raterId: string;
  stratum: TextStratum;
  says: boolean;
}

/** By which sweeps are drawn, so that the same answers say the same. */
export const crowdSeed = 1_979;

/** Texts of a label are held to be "yes" equally often by what is known of them: one group where it fires, two where it does not. */
export const groupNames = ["band", "near", "random"] as const;

/** Texts of a label and what each person said of them, as the model takes them. */
export function crowdOfLabel(
  answers: readonly RatedAnswer[],
  rates: ReadonlyMap<string, KnownRater>,
): Crowd & { texts: string[]; strata: TextStratum[] } {
  const raters = new Map<string, number>();
  const texts = new Map<string, { stratum: TextStratum; answers: { rater: number; says: boolean }[] }>();
  for (const { text, raterId, stratum, says } of answers) {
    const rater = raters.get(raterId) ?? raters.size;
    raters.set(raterId, rater);
    const item = texts.get(text) ?? { stratum, answers: [] };
    texts.set(text, item);
    item.answers.push({ rater, says });
  }
  const items = [...texts.values()];
  return {
    texts: [...texts.keys()],
    strata: items.map(({ stratum }) => stratum),
    items: items.map((item) => ({
      ...{ group: groupNames.indexOf(item.stratum.is), known: null, answers: item.answers },
    })),
    groups: groupNames.length,
    raters: [...raters.keys()].map((id) => rates.get(id) ?? unknownRater),
  };
}

/**
 * What a label says of the corpus, as far as people with known error rates tell: as estimate.ts, but text by text what the label says of it by
 * readCrowd, and not what each person answered, so that people's own errors are not held against it. The variance is that of what the
 * texts are held to say over the sweeps, and that of so few windows standing for all, by binomial shares with one success and one
 * failure added to each (Agresti and Coull 1998). Null of no answers.
 */
export function estimateCrowd(
  answers: readonly RatedAnswer[],
  rates: ReadonlyMap<string, KnownRater>,
): CrowdEstimate | null {
  if (answers.length === 0) return null;
  const crowd = crowdOfLabel(answers, rates);
  const strata = strataOf(crowd.strata);
  const drawn = strata.map((): number[] => []);
  const { items } = readCrowd(crowd, crowdSeed, (states) => {
    for (const [s, { places }] of strata.entries())
      drawn[s]?.push(meanOf(places.map((i) => Number(states[i]?.isYes))));
  });
  const weighed = (is: TextStratum["is"]) => {
    const own = strata.flatMap((stratum, s) =>
      stratum.is === is ? [{ ...stratum, drawn: drawn[s] ?? [] }] : [],
    );
    return shareOf(own);
  };
  const [sensitivity, saysOfRandom] = [weighed("band"), weighed("random")];
  const specificity = saysOfRandom && { ...saysOfRandom, value: 1 - saysOfRandom.value };
  const near = crowd.strata.flatMap(({ is }, i) => (is === "near" ? [1 - (items[i] ?? 0)] : []));
  return {
    ...{ answers: answers.length, raters: crowd.raters.length, texts: items.length },
    settled: items.filter((probability) => isSettled(probability)).length,
    sensitivity: intervalOf(sensitivity),
    specificity: intervalOf(specificity),
    balanced: intervalOf(
      sensitivity &&
        specificity && {
          value: (sensitivity.value + specificity.value) / 2,
          variance: (sensitivity.variance + specificity.variance) / 4,
        },
    ),
    near: near.length > 0 ? meanOf(near) : null,
  };
}

interface Stratum {
  is: TextStratum["is"];
  weight: number;
  /** Its texts, by their places. */
  places: number[];
}

function strataOf(strata: readonly TextStratum[]): Stratum[] {
  const found = new Map<string, Stratum>();
  for (const [place, stratum] of strata.entries()) {
    const key = stratum.is === "band" ? `band ${stratum.band}` : stratum.is;
    const weight = stratum.is === "band" ? stratum.windows : 1;
    const before = found.get(key) ?? { is: stratum.is, weight: 0, places: [] };
    // Evidence may have grown between two hands: the latest count has all.
    found.set(key, {
      ...before,
      weight: Math.max(before.weight, weight),
      places: [...before.places, place],
    });
  }
  return [...found.values()];
}

/** The share of "yes" in strata by their weights; null of none. */
function shareOf(strata: readonly (Stratum & { drawn: number[] })[]): Estimated | null {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const sweeps = strata[0]?.drawn.length ?? 0;
  const values = Array.from({ length: sweeps }, (_, k) =>
    strata.reduce((sum, { weight, drawn }) => sum + (weight / total) * (drawn[k] ?? 0), 0),
  );
  const value = meanOf(values);
  let variance = meanOf(values.map((each) => (each - value) ** 2));
  for (const { weight, places, drawn } of strata) {
    const smoothed = (meanOf(drawn) * places.length + 1) / (places.length + 2);
    variance += ((weight / total) ** 2 * smoothed * (1 - smoothed)) / places.length;
  }
  return { value, variance };
}

const meanOf = (numbers: readonly number[]) =>
  numbers.reduce((total, each) => total + each, 0) / numbers.length;
