import { z } from "zod";
import { type Interval, intervalOf, intervalSchema, stratified } from "../checks/estimate";
import { wilson } from "../checks/wilson";

/** One answer to "at which token does it fire most?", and what it was an answer to. */
export const pinpointSchema = z.object({
  /** The band of activation from which the text was drawn, and how many windows of the corpus that has. */
  band: z.number().int(),
  windows: z.number().int(),
  /** The tokens that were shown, the right one and the one that was picked, as positions. */
  first: z.number().int(),
  last: z.number().int(),
  position: z.number().int(),
  chosen: z.number().int().nullable(),
});
export type Pinpoint = z.infer<typeof pinpointSchema>;

const hitsSchema = z.object({
  right: z.number().describe("Of all answers, how many."),
  raw: intervalSchema.nullable().describe("Their share, with Wilson's interval."),
  weighted: intervalSchema
    .nullable()
    .describe("The same with each band weighted by the corpus' windows that are in it."),
  chance: z.number().describe("The weighted share that somebody has who picks any of the shown tokens."),
});

export const pinpointEstimateSchema = z.object({
  answers: z.number().describe("How many were given, those who could not tell left out."),
  raters: z.number(),
  bands: z
    .array(
      z.object({
        ...{ band: z.number(), windows: z.number(), of: z.number() },
        ...{ exact: z.number(), within: z.number() },
      }),
    )
    .describe("Answers by how strongly the feature fires in the text."),
  exact: hitsSchema.describe("Where the token was picked at which it fires most."),
  within: hitsSchema.describe("Where that or a token beside it was picked."),
});
export type PinpointEstimate = z.infer<typeof pinpointEstimateSchema>;

/** Tokens from the right one up to which an answer counts as near. */
export const nearTokens = 1;

interface Band {
  band: number;
  windows: number;
  of: number;
  exact: number;
  within: number;
  /** Sums of what picking any shown token has. */
  chance: { exact: number; within: number };
}

/**
 * How well people tell by a label at which token its feature fires most: raw shares, and shares over bands weighted by their windows, as
 * sensitivity is (checks/estimate.ts), beside what chance has with texts of those lengths. Null where nobody could tell.
 */
export function estimatePinpointing(answers: readonly Pinpoint[], raters: number): PinpointEstimate | null {
  const bands = new Map<number, Band>();
  // A sum's last digit hangs on the order of what is added, and answers come in any.
  for (const { band: of, windows, first, last, position, chosen } of answers.toSorted(byChance)) {
    if (chosen === null) continue;
    const band = bands.get(of) ?? { ...empty(of), chance: { exact: 0, within: 0 } };
    bands.set(of, band);
    band.windows = Math.max(band.windows, windows);
    band.of++;
    const distance = Math.abs(chosen - position);
    if (distance === 0) band.exact++;
    if (distance <= nearTokens) band.within++;
    const { shown, near } = pickedFrom({ first, last, position });
    band.chance.exact += 1 / shown;
    band.chance.within += near / shown;
  }
  const ordered = [...bands.values()].toSorted((a, b) => a.band - b.band);
  if (ordered.length === 0) return null;
  const total = ordered.reduce((sum, { of }) => sum + of, 0);
  return {
    ...{ answers: total, raters },
    bands: ordered.map(({ chance: _, ...band }) => band),
    exact: hitsOf(ordered, "exact", total),
    within: hitsOf(ordered, "within", total),
  };
}

/** How many tokens stand there to be picked, and how many of them count as near. */
function pickedFrom({ first, last, position }: Pick<Pinpoint, "first" | "last" | "position">) {
  return {
    shown: last - first + 1,
    near: Math.min(last, position + nearTokens) - Math.max(first, position - nearTokens) + 1,
  };
}

function byChance(a: Pinpoint, b: Pinpoint): number {
  const [one, other] = [pickedFrom(a), pickedFrom(b)];
  return one.shown - other.shown || one.near - other.near;
}

const empty = (band: number) => ({ band, windows: 0, of: 0, exact: 0, within: 0 });

function hitsOf(bands: readonly Band[], what: "exact" | "within", total: number) {
  const windows = bands.reduce((sum, band) => sum + band.windows, 0);
  const right = bands.reduce((sum, band) => sum + band[what], 0);
  const raw: Interval | null = wilson(right, total);
  const weighted = intervalOf(
    stratified(bands.map((band) => ({ weight: band.windows, right: band[what], of: band.of }))),
  );
  const chance = bands.reduce(
    (sum, band) => sum + ((band.windows / windows) * band.chance[what]) / band.of,
    0,
  );
  return { right, raw, weighted, chance };
}
