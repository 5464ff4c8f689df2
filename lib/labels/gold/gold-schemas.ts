import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";

/** Upheld disputes with which a gold item is not used any more. */
export const upheldToRetire = 2;

const why = storableText.trim().min(10).max(400);

export const newGoldSchema = z.object({
  says: z.boolean().describe("Whether the label says that the feature fires in this text."),
  reason: why.describe("Why that is plain: whoever was asked about it reads this."),
});
export type NewGold = z.output<typeof newGoldSchema>;

export const newDisputeSchema = z.object({
  reason: why.describe("Why the label does not plainly say so: a moderator reads this."),
});

export const createdGoldSchema = z.object({ id: z.uuid() });

/** A gold item as somebody sees it who has answered its text. */
export const goldViewSchema = z.object({
  id: z.uuid(),
  says: z.boolean().describe("What the label says of the text, by who picked it."),
  reason: z.string(),
  picker: z.string().nullable().describe("The handle of who picked it; null where the account is gone."),
  isMine: z.boolean(),
  isDisputed: z.boolean().describe("Whether you dispute it."),
  isRetired: z.boolean().describe("Whether disputes were upheld, so that nobody is asked it any more."),
});
export type GoldView = z.infer<typeof goldViewSchema>;

export const openDisputeSchema = z.object({
  id: z.uuid(),
  label: z.object({ id: z.uuid(), text: z.string() }),
  feature: z.string().describe("The path of its feature's page."),
  text: z.string().describe("What was asked about."),
  says: z.boolean(),
  why: z.string().describe("Why it was picked."),
  picker: z.string().nullable(),
  disputer: z.string().nullable(),
  reason: z.string(),
  upheld: z.number().describe("Disputes of the same item that were upheld before."),
  createdAt: instantSchema,
});
export type OpenDispute = z.output<typeof openDisputeSchema>;
