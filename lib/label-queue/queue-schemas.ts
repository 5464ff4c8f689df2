import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { flagReasons, markReasons, maxHeld, maxMarkWords, skipReasons } from "./queue-words";

/** What comes from outside of the queue. */

export const heldVisits = z.array(z.uuid()).max(maxHeld);

const words = storableText
  .trim()
  .max(maxMarkWords, "Use at most 400 characters.")
  .transform((text) => text || null)
  .nullable()
  .default(null);

const reasons = [...new Set([...skipReasons, ...flagReasons])];

export const queueMark = z
  .object({ kind: z.enum(["skip", "flag"]), reason: z.enum(reasons), words })
  .refine(({ kind, reason }) => markReasons[kind].some((each) => each === reason), {
    path: ["reason"],
    message: "Of a feature that is passed over and of one that is flagged one says different things.",
  })
  .refine((mark) => mark.reason !== "other" || mark.words !== null, {
    path: ["words"],
    message: "Say in a few words why.",
  });
export type QueueMarkInput = z.infer<typeof queueMark>;
