import { z } from "zod";
import { intervalOf, intervalSchema, stratified } from "../checks/estimate";
import { wilson } from "../checks/wilson";

/** Texts of a question; in one of them the feature does not fire. */
export const textsOfQuestion = 5;

/** One answer to "which of these texts does not belong?", and what it was an answer to. */
export interface ToldIntruder {
  /** The band of activation from which the other texts were drawn, and how many windows of the corpus that has. */
  band: number;
  windows: number;
  /** Whether a near neighbour fires in the text that does not belong. */
  isNear: boolean;
  isRight: boolean;
}

const hits = { right: z.number(), of: z.number() };

export const intruderEstimateSchema = z.object({
  answers: z.number().describe("How many were given, of hands that are answered whole."),
  raters: z.number(),
  right: z.number().describe("Of all answers, how many named the text in which the feature does not fire."),
  bands: z
    .array(z.object({ band: z.number(), windows: z.number(), ...hits }))
    .describe("Answers by how strongly the feature fires in the other texts."),
  near: z
    .object(hits)
    .describe("Where a near neighbour of the feature fires in the text that does not belong."),
  random: z.object(hits).describe("Where that text is any without a firing."),
  raw: intervalSchema.describe("The share that is right, with Wilson's interval."),
  weighted: intervalSchema.describe(
    "The same with each band weighted by the corpus' windows that are in it.",
  ),
  chance: z.number().describe("The share that somebody has who names any text."),
});
export type IntruderEstimate = z.infer<typeof intruderEstimateSchema>;

/** What a feature's side has of it. */
export const intrudersSchema = z
  .object({
    people: intruderEstimateSchema
      .nullable()
      .describe("Answers of people who had proposed no label of the feature and had not been asked by one."),
    knowing: intruderEstimateSchema.nullable().describe("Answers of people who had."),
    programs: intruderEstimateSchema
      .nullable()
      .describe("Answers by keys, whatever their owners knew. A rater is who the keys belong to."),
  })
  .describe(
    "Which of five texts does not belong, said by people who were shown no label: whether what a feature fires on is something that can be seen. It decides nothing.",
  );
export type Intruders = z.infer<typeof intrudersSchema>;

/**
 * How well people tell, by texts in which a feature fires, one in which it does not: the raw share, and that over bands weighted by their
 * windows, as sensitivity is (checks/estimate.ts). Null of no answers.
 */
export function estimateIntruders(answers: readonly ToldIntruder[], raters: number): IntruderEstimate | null {
  const bands = new Map<number, { band: number; windows: number; right: number; of: number }>();
  const near = { right: 0, of: 0 };
  const random = { right: 0, of: 0 };
  for (const { band: number, windows, isNear, isRight } of answers) {
    const band = bands.get(number) ?? { band: number, windows: 0, right: 0, of: 0 };
    bands.set(number, band);
    band.windows = Math.max(band.windows, windows);
    for (const counted of [band, isNear ? near : random]) {
      counted.of++;
      if (isRight) counted.right++;
    }
  }
  const ordered = [...bands.values()].toSorted((a, b) => a.band - b.band);
  const right = near.right + random.right;
  const raw = wilson(right, answers.length);
  const weighted = intervalOf(
    stratified(ordered.map(({ windows, right, of }) => ({ weight: windows, right, of }))),
  );
  if (!raw || !weighted) return null;
  return {
    ...{ answers: answers.length, raters, right, bands: ordered, near, random, raw, weighted },
    chance: 1 / textsOfQuestion,
  };
}
