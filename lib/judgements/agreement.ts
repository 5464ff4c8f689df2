import { randomOf } from "@/lib/seeded-random";
import { distances, expectedOf, type Metric, type Unit } from "./alpha";
import { featureFamilies, grades, type JudgementContent } from "./judgement-words";
import type { Agreement } from "./view";

/** What one person said of a feature before they were shown what others say. */
export interface FirstJudgement {
  /** Names the feature. */
  feature: string;
  /** Names the person. */
  judge: string;
  said: JudgementContent;
}

interface Question {
  values: number;
  metric: Metric;
  readValue: (said: JudgementContent) => number;
}

const questions = {
  interpretable: { values: grades.length, metric: "ordinal", readValue: (said) => said.interpretable },
  family: {
    values: featureFamilies.length,
    metric: "nominal",
    readValue: (said) => featureFamilies.indexOf(said.family),
  },
  hasOneMeaning: { values: 2, metric: "nominal", readValue: (said) => Number(said.hasOneMeaning) },
  confidence: { values: grades.length, metric: "ordinal", readValue: (said) => said.confidence },
} as const satisfies Record<string, Question>;

/** By which features are drawn again for an interval, so that the same judgements have the same one. */
export const agreementSeed = 2_011;
const resamples = 500;
/** With fewer features an interval would say how few they are, and nothing else. */
const minForInterval = 5;

/** What one feature brings to an alpha. */
interface Compared {
  /** Values that count for what chance brings about, once each. */
  unit: Unit;
  /** The pairs of values that are compared in it, as `a * values + b`, and how much each of them weighs. */
  pairs: number[];
  weight: number;
}

const nobody: Compared = { unit: [], pairs: [], weight: 0 };

type Comparing = (said: { judge: string; value: number }[], values: number) => Omit<Compared, "unit">;

/** Everybody with everybody: a feature weighs as much as people said something of it. */
const everybody: Comparing = (said, values) => ({
  pairs: said.flatMap((one, i) =>
    said.flatMap((other, j) => (i === j ? [] : [one.value * values + other.value])),
  ),
  weight: 1 / (said.length - 1),
});

/** One person with each of the others: a feature weighs 1. */
const oneWithTheRest =
  (judge: string): Comparing =>
  (said, values) => {
    const own = said.find((each) => each.judge === judge);
    const rest = own ? said.filter((each) => each.judge !== judge) : [];
    return {
      pairs: rest.map(({ value }) => (own?.value ?? 0) * values + value),
      weight: 1 / Math.max(1, rest.length),
    };
  };

/**
 * How far people agree, question by question, as Krippendorff's alpha: ordinal for grades, nominal for the rest. Intervals are of 90%,
 * by drawing features again with replacement (Zapf et al. 2016, BMC Medical Research Methodology 16:93).
 */
export function agreementOf(judgements: readonly FirstJudgement[]): Agreement {
  return agreement(judgements, everybody);
}

/** How far one person agrees with the others on the features that they judged, against the chance of all that was said of those. */
export function agreementWithRest(judgements: readonly FirstJudgement[], judge: string): Agreement {
  const shared = new Set(judgements.filter((each) => each.judge === judge).map(({ feature }) => feature));
  return agreement(
    judgements.filter(({ feature }) => shared.has(feature)),
    oneWithTheRest(judge),
  );
}

/**
 * How far people agree on one feature, against the chance of all that was said of others too: by itself one feature would have
 * nothing but its own values to be compared with, and an alpha of 0 at most. It has no interval.
 */
export function agreementOnFeature(judgements: readonly FirstJudgement[], feature: string): Agreement {
  return agreement(judgements, everybody, feature);
}

function agreement(judgements: readonly FirstJudgement[], compare: Comparing, only?: string): Agreement {
  const byFeature = groupByFeature(judgements);
  const shared = [...byFeature].filter(([, said]) => said.length > 1);
  const counted = shared.filter(([feature]) => only === undefined || feature === only);
  const alpha = (question: keyof typeof questions) => {
    const { values, metric, readValue }: Question = questions[question];
    const compared = shared.flatMap(([feature, all]): Compared[] => {
      const said = all.map((each) => ({ judge: each.judge, value: readValue(each.said) }));
      const { pairs, weight } = compare(said, values);
      if (pairs.length === 0) return [];
      const counted = only === undefined || feature === only ? pairs : [];
      return [{ pairs: counted, weight, unit: said.map(({ value }) => value) }];
    });
    return estimate(compared, values, metric, only === undefined);
  };
  return {
    features: counted.length,
    people: new Set(counted.flatMap(([, said]) => said.map(({ judge }) => judge))).size,
    interpretable: alpha("interpretable"),
    family: alpha("family"),
    hasOneMeaning: alpha("hasOneMeaning"),
    confidence: alpha("confidence"),
  };
}

function groupByFeature(judgements: readonly FirstJudgement[]): Map<string, FirstJudgement[]> {
  const groups = new Map<string, FirstJudgement[]>();
  for (const each of judgements) {
    const group = groups.get(each.feature);
    if (group) group.push(each);
    else groups.set(each.feature, [each]);
  }
  return groups;
}

function estimate(compared: readonly Compared[], values: number, metric: Metric, withInterval: boolean) {
  const value = alphaOfCompared(compared, values, metric);
  if (value === null) return null;
  if (!withInterval || compared.length < minForInterval) return { value, low: null, high: null };
  const random = randomOf(agreementSeed);
  const drawn: number[] = [];
  const times = new Float64Array(compared.length);
  for (let n = 0; n < resamples; n++) {
    times.fill(0);
    for (let i = 0; i < compared.length; i++) {
      const at = Math.floor(random() * compared.length);
      times[at] = (times[at] ?? 0) + 1;
    }
    // All of one value: nothing was disagreed on there.
    drawn.push(alphaOfCompared(compared, values, metric, times) ?? 1);
  }
  drawn.sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? value;
  return { value, low: Math.min(value, at(0.05)), high: Math.max(value, at(0.95)) };
}

/** `times`: how often each feature counts, once where it is left out. */
function alphaOfCompared(
  compared: readonly Compared[],
  values: number,
  metric: Metric,
  times?: Float64Array,
): number | null {
  const counts = new Float64Array(values);
  // How much of all that is compared each pair of values is.
  const shares = new Float64Array(values * values);
  let total = 0;
  for (let i = 0; i < compared.length; i++) {
    const { unit, pairs, weight } = compared[i] ?? nobody;
    const n = times ? (times[i] ?? 0) : 1;
    if (n === 0) continue;
    for (const value of unit) counts[value] = (counts[value] ?? 0) + n;
    for (const pair of pairs) shares[pair] = (shares[pair] ?? 0) + n * weight;
    total += n * pairs.length * weight;
  }
  const apart = distances(counts, metric);
  const expected = expectedOf(counts, apart);
  if (expected === 0 || total === 0) return null;
  const observed = shares.reduce((sum, share, pair) => sum + share * (apart[pair] ?? 0), 0);
  return 1 - observed / total / expected;
}
