import { z } from "zod";
import type { TextStratum } from "./stratum";

/** An answer to "would the feature fire in this text, by its label?", and from where the text was drawn. */
export interface BlindAnswer {
  stratum: TextStratum;
  /** Of a text in which it fires, "yes" is right. */
  says: boolean;
}

export const intervalSchema = z.object({
  value: z.number(),
  low: z.number().describe("The lower end of its 90% interval."),
  high: z.number(),
});
export type Interval = z.infer<typeof intervalSchema>;

export const blindEstimateSchema = z.object({
  answers: z.number().describe("How many were given, those who could not tell left out."),
  raters: z.number(),
  bands: z
    .array(z.object({ band: z.number(), windows: z.number(), yes: z.number(), of: z.number() }))
    .describe("Answers on texts in which it fires, by how strongly."),
  random: z
    .object({ no: z.number(), of: z.number() })
    .describe("On windows drawn from all without a firing."),
  near: z.object({ no: z.number(), of: z.number() }).describe("On windows where a near neighbour fires."),
  sensitivity: intervalSchema
    .nullable()
    .describe(
      "Of the corpus' windows with a firing, the share that the label tells: bands by their windows.",
    ),
  specificity: intervalSchema.nullable().describe("The same of windows without one, near misses left out."),
  balanced: intervalSchema.nullable().describe("The mean of the two; a half is guessing."),
});
export type BlindEstimate = z.infer<typeof blindEstimateSchema>;

/** Two-sided 90% of a normal distribution. */
const z90 = 1.645;

/**
 * How well people tell by a label where its feature fires. Sensitivity is a stratified estimate: the share of "yes" in each band
 * weighted by the band's windows over those of all bands with answers (Cochran, Sampling Techniques, chapter 5). Its variance, and
 * that of specificity, are those of binomial shares with one success and one failure added to each, which keeps a share of 0 or 1
 * from having none (Agresti and Coull 1998). Answers count as independent, also two of one person.
 */
export function estimateBlind(answers: readonly BlindAnswer[], raters: number): BlindEstimate {
  const bands = new Map<number, { band: number; windows: number; yes: number; of: number }>();
  const [random, near] = [
    { no: 0, of: 0 },
    { no: 0, of: 0 },
  ];
  for (const { stratum, says } of answers) {
    if (stratum.is === "band") {
      const band = bands.get(stratum.band) ?? { band: stratum.band, windows: 0, yes: 0, of: 0 };
      // Evidence may have grown between two hands: the latest count has all.
      bands.set(stratum.band, {
        ...band,
        windows: Math.max(band.windows, stratum.windows),
        yes: band.yes + Number(says),
        of: band.of + 1,
      });
    } else {
      const kind = stratum.is === "random" ? random : near;
      kind.of++;
      if (!says) kind.no++;
    }
  }
  const ordered = [...bands.values()].toSorted((a, b) => a.band - b.band);
  const sensitivity = stratified(
    ordered.map(({ windows, yes, of }) => ({ weight: windows, right: yes, of })),
  );
  const specificity = stratified(random.of > 0 ? [{ weight: 1, right: random.no, of: random.of }] : []);
  const balanced =
    sensitivity && specificity
      ? {
          value: (sensitivity.value + specificity.value) / 2,
          variance: (sensitivity.variance + specificity.variance) / 4,
        }
      : null;
  return {
    ...{ answers: answers.length, raters, bands: ordered, random, near },
    sensitivity: intervalOf(sensitivity),
    specificity: intervalOf(specificity),
    balanced: intervalOf(balanced),
  };
}

/** A share of independent answers with its interval; null of none. */
export function binomial(right: number, of: number): Interval | null {
  return intervalOf(stratified(of > 0 ? [{ weight: 1, right, of }] : []));
}

export interface Estimated {
  value: number;
  variance: number;
}

/** A share over strata, each with its weight. */
export function stratified(strata: { weight: number; right: number; of: number }[]): Estimated | null {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  let [value, variance] = [0, 0];
  for (const { weight, right, of } of strata) {
    const share = weight / total;
    const smoothed = (right + 1) / (of + 2);
    value += (share * right) / of;
    variance += (share ** 2 * smoothed * (1 - smoothed)) / of;
  }
  return { value, variance };
}

export function intervalOf(estimated: Estimated | null): Interval | null {
  if (!estimated) return null;
  const { value, variance } = estimated;
  const half = z90 * Math.sqrt(variance);
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}
