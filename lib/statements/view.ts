import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { lineKinds } from "@/lib/ledger/ledger-words";

/** What pages and routes show of the ledger. Schemas alone, so that the browser's code may import them. */

const personSchema = z.object({ handle: z.string(), name: z.string().nullable() });

export const ledgerLineSchema = z
  .object({
    id: z.string().describe("A number, in the order in which lines were written."),
    at: instantSchema,
    kind: z.enum(lineKinds),
    place: z.number().int().describe("Counted from 1."),
    amount: z.number().int().describe("In the currency's smallest units."),
    currency: z.string().describe("ISO 4217; XXX of what is no sum, as a prize in words."),
    actor: z
      .string()
      .nullable()
      .describe("The handle of who did it; null where the site itself did, or they are suspended."),
    person: personSchema.nullable().describe("Whose it is, of what was awarded and paid, unless suspended."),
    entry: z.uuid().nullable().describe("What it was awarded for, where you may see it."),
    reference: z
      .string()
      .nullable()
      .describe("The sponsor's own, of what was paid: for the sponsor and whom they paid."),
    isPaid: z.boolean().nullable().describe("Of what was awarded: whether the sponsor says that it is paid."),
  })
  .meta({ id: "LedgerLine" });
export type LedgerLineView = z.infer<typeof ledgerLineSchema>;

export const ownLineSchema = ledgerLineSchema
  .extend({
    bounty: z
      .object({ slug: z.string(), title: z.string() })
      .nullable()
      .describe("Null where you may not see it."),
  })
  .meta({ id: "OwnLedgerLine" });
export type OwnLine = z.infer<typeof ownLineSchema>;

const sum = z
  .string()
  .regex(/^\d+$/)
  .describe("In smallest units, as digits: sums of many lines may be above 2^53.");

/** Of the lines in one currency, by kind. */
export const sumsSchema = z
  .object({ currency: z.string(), promised: sum, reserved: sum, awarded: sum, paid: sum, cancelled: sum })
  .meta({ id: "LedgerSums" });
export type Sums = z.infer<typeof sumsSchema>;

export function statementSchema<Line extends z.ZodType>(line: Line) {
  return z.object({
    sums: z.array(sumsSchema).describe("Of all lines, on this page or not, by currency."),
    items: z.array(line),
    nextCursor: z.string().nullable(),
  });
}

export interface Statement<Line> {
  sums: Sums[];
  items: Line[];
  nextCursor: string | null;
}
