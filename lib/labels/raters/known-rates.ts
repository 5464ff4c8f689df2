import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import type { KnownRater } from "./read-crowd";

const rateSchema = z.object({
  was: z.number().positive(),
  wasNot: z.number().positive(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});
export const ratesSchema = z.object({ falseYes: rateSchema, falseNo: rateSchema });

/** The error rates that were learned of people, by their ids; of those of whom none were there is none. */
export async function readKnownRates(
  tx: Transaction,
  raterIds: readonly string[],
): Promise<Map<string, KnownRater>> {
  const rows = await tx.raterRates.findMany({
    where: { raterId: { in: [...new Set(raterIds)] } },
    select: { raterId: true, rates: true },
  });
  return new Map(rows.map(({ raterId, rates }) => [raterId, { ...ratesSchema.parse(rates), learns: false }]));
}
