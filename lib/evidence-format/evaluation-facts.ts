import { z } from "zod";
import { ablations, type Evaluation } from "./evaluation";
import type { EvaluationFacts, WholeShares } from "./tier";

const share = z.number().nullable();
const shares = { ablation: z.enum(ablations), sufficiency: share, necessity: share };

/** `EvaluationFacts` as a document has them. */
export const evaluationFactsSchema = z.object({
  ...{ prompts: z.int(), heldOut: z.boolean(), randomCircuits: z.int() },
  byAblation: z.array(z.object({ ...shares, sufficiencyPercentile: share, necessityPercentile: share })),
  byWording: z.array(
    z.object({ wording: z.string(), prompts: z.int(), byAblation: z.array(z.object(shares)) }),
  ),
}) satisfies z.ZodType<EvaluationFacts>;

type Evaluated = Pick<Evaluation, "byAblation" | "byPrompt" | "prompts">;

/**
 * What tiers read of an evaluation. `wordings`: of each prompt, in the evaluation's order, the way in which it is worded. The shares
 * of a way are as those of all prompts (docs/evidence.md section 7), over its own: of the prompts that none of whose numbers is
 * unknown.
 */
export function evaluationFacts(
  { byAblation, byPrompt, prompts }: Evaluated,
  { heldOut, wordings }: { heldOut: boolean; wordings: readonly string[] },
): EvaluationFacts {
  const known = byPrompt
    .map((row, i) => ({ ...row, wording: wordings[i] ?? "" }))
    .filter(({ whole, byAblation: rows }) => whole !== null && rows.every(isKnown));
  return {
    prompts: prompts.all - prompts.unknown,
    heldOut,
    randomCircuits: Math.min(...byAblation.map(({ sufficiency }) => sufficiency.random?.shares.length ?? 0)),
    byAblation: byAblation.map(({ ablation, sufficiency, necessity }) => ({
      ...{ ablation, sufficiency: sufficiency.share, necessity: necessity.share },
      sufficiencyPercentile: sufficiency.random?.percentileByDistance ?? null,
      necessityPercentile: necessity.random?.percentile ?? null,
    })),
    byWording: [...new Set(known.map(({ wording }) => wording))].map((wording) => {
      const own = known.filter((row) => row.wording === wording);
      return { wording, prompts: own.length, byAblation: sharesOf(own) };
    }),
  };
}

type Row = Evaluated["byPrompt"][number];

const isKnown = ({ ablation: _, curve, ...values }: Row["byAblation"][number]) =>
  [...Object.values(values), ...curve].every((value) => value !== null);

function sharesOf(rows: readonly Row[]): WholeShares[] {
  const whole = mean(rows.map((row) => row.whole));
  return (rows[0]?.byAblation ?? []).map(({ ablation }, a) => {
    const none = mean(rows.map(({ byAblation }) => byAblation[a]?.none ?? null));
    const kept = mean(rows.map(({ byAblation }) => byAblation[a]?.kept ?? null));
    const ablated = mean(rows.map(({ byAblation }) => byAblation[a]?.ablated ?? null));
    // What is as small as float32's rounding divides nothing.
    const isNothing = Math.abs(whole - none) <= 1e-5 * (1 + Math.abs(whole));
    return {
      ablation,
      sufficiency: isNothing ? null : (kept - none) / (whole - none),
      necessity: isNothing ? null : (whole - ablated) / (whole - none),
    };
  });
}

const mean = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0) / values.length;
