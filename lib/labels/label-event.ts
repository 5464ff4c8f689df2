import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import { stratumSchema } from "./checks/stratum";
import { labelSide } from "./label-schemas";
import { labelSources, voteReasons } from "./label-words";
import { pinpointSchema } from "./pinpointing/estimate-pinpointing";

/** Which side of which feature, as rows name it. */
export const sideKeySchema = z.object({ dictionaryId: z.uuid(), index: z.number(), side: labelSide });
export type SideKey = z.infer<typeof sideKeySchema>;

/** Of what undoes a sitting of the queue (lib/label-queue/revert-sitting.ts), which one. */
const undoes = z.uuid().optional();

/** What the log has of each thing that was done. All that standings are made of is in it. */
export const labelEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("proposed"),
    data: sideKeySchema.extend({ source: z.enum(labelSources), text: z.string(), wording: z.number() }),
  }),
  z.object({
    kind: z.literal("revised"),
    data: z.object({
      number: z.number(),
      ancestor: z.number(),
      wording: z.number(),
      text: z.string(),
      undoes,
    }),
  }),
  z.object({ kind: z.literal("withdrawn"), data: z.object({ undoes }) }),
  z.object({ kind: z.literal("restored"), data: z.object({ undoes }) }),
  z.object({
    kind: z.literal("voted"),
    data: z.object({
      wording: z.number(),
      value: z.number(),
      reason: z.enum(voteReasons).nullable(),
      undoes,
    }),
  }),
  z.object({ kind: z.literal("unvoted"), data: z.object({ undoes }) }),
  z.object({
    kind: z.literal("answered"),
    data: z.object({
      check: z.uuid(),
      wording: z.number(),
      stratum: stratumSchema,
      says: z.boolean().nullable(),
      chosen: z.number().nullable().default(null),
      byProgram: z.boolean().optional(),
      isGold: z.boolean().optional(),
      isLast: z.boolean(),
    }),
  }),
  z.object({
    kind: z.literal("pinpointed"),
    data: pinpointSchema.extend({
      check: z.uuid(),
      wording: z.number(),
      byProgram: z.boolean().optional(),
      isLast: z.boolean(),
    }),
  }),
]);
export type LabelEvent = z.infer<typeof labelEvent>;

/** Writes down what was done, in the transaction that does it. */
export async function log(
  tx: Transaction,
  {
    actorId,
    labelId,
    kind,
    data,
    at = new Date(),
  }: LabelEvent & { actorId: string; labelId: string; at?: Date },
): Promise<void> {
  await tx.labelEvent.create({ data: { at, actorId, labelId, kind, data } });
}
