import { z } from "zod";
import { editSchema, maxFactor } from "@/lib/circuit-format/edit";
import { maxNodeIdLength } from "@/lib/circuit-format/node-id";
import { vocabularyTokenSchema } from "@/lib/tokens/token-schemas";

/** Most edits of one intervention. */
export const maxEdits = 200;
/** Most positions that its edits name, all together; an edit without any is made at all and names none. */
export const maxEditedPositions = 500;

/** What somebody asks for: a change of a circuit's run. */
export const newInterventionSchema = z.object({
  edits: z
    .array(editSchema)
    .min(1, "Say at least one change.")
    .max(maxEdits, `At most ${maxEdits} changes are tried at once.`)
    .refine(
      (edits) => edits.reduce((sum, { positions = [] }) => sum + positions.length, 0) <= maxEditedPositions,
      `The changes name at most ${maxEditedPositions} positions together. Leave positions out to change all of them.`,
    )
    .refine(
      (edits) => edits.every((edit) => Math.abs(factorOf(edit)) <= maxFactor),
      `An activation is set or scaled to at most ${maxFactor}: past it 32-bit numbers overflow.`,
    )
    .meta({
      examples: [[{ do: "scale", kind: "attn", layer: 2, index: 17, positions: [9], scale: 0 }]],
    }),
  frozen: z
    .boolean()
    .default(false)
    .describe("Attention patterns and LayerNorm denominators are held as they were."),
});

function factorOf(edit: z.infer<typeof editSchema>): number {
  if (edit.do === "splice") return 0;
  return edit.do === "scale" ? edit.scale : edit.value;
}

const tokenValueSchema = z.object({
  logit: z.number(),
  probability: z.number().describe("0 to 1, over the whole vocabulary."),
});

const tokenChangeSchema = vocabularyTokenSchema.extend({ before: tokenValueSchema, after: tokenValueSchema });
export type TokenChangeView = z.infer<typeof tokenChangeSchema>;

const count = z.number().int();

/** lib/circuit-graph/predicted-change.ts says it of each. */
export const predictedChangeSchema = z.object({
  change: z
    .number()
    .nullable()
    .describe(
      "By how much the circuit says the target changes; null where it says nothing of some of the changes.",
    ),
  known: z.number().describe("What the changes that the circuit knows give together."),
  alone: z.number().describe("What each of them would give by itself, added up."),
  counted: count,
  later: count.describe("Places that the target does not read."),
  inactive: count.describe("Scaled where they are not active."),
  absent: z.array(z.string().max(maxNodeIdLength)).describe("Not in the graph; the first of them."),
  absentCount: count,
  spliced: count,
  ofOwnLayer: count.describe("Counted through the attention of their own layer alone (residual mode)."),
});

/** `Intervention.result`: what a change did. */
export const interventionResultSchema = z.object({
  target: z
    .object({ before: z.number(), after: z.number() })
    .describe("The target's value in its own unit: a pre-activation, a logit or a difference of two."),
  tokens: z.object({
    next: z
      .array(tokenChangeSchema)
      .describe("After the last token: the best before and the best after, each with both its values."),
    target: z
      .array(tokenChangeSchema)
      .describe("The tokens whose logits the target is of, at its position; none of a feature."),
  }),
  predicted: predictedChangeSchema,
});
export type InterventionResult = z.infer<typeof interventionResultSchema>;
