import type { Transaction } from "@/lib/db/client";
import { randomOf, shuffled } from "@/lib/seeded-random";
import { stratumSchema } from "../checks/stratum";
import { ratesSchema } from "../raters/known-rates";
import { goldCount } from "./place-gold";

interface Wanted {
  labelId: string;
  wording: number;
  raterId: string;
  seed: number;
  /** Windows ("index/number") that are not to come: what somebody has seen, and what the label's author pinned. */
  without: ReadonlySet<string>;
}

/** Gold items for somebody's hand: none that they have seen or picked, fewer for the proven. */
export async function chooseGold(tx: Transaction, { labelId, wording, raterId, seed, without }: Wanted) {
  const [rows, known] = await Promise.all([
    tx.goldItem.findMany({
      where: {
        ...{ labelId, wording, retiredAt: null, checks: { none: { raterId } } },
        // Who settled a dispute of it has seen what it says.
        disputes: { none: { settledById: raterId } },
        // Of who is suspended nothing counts.
        OR: [{ pickerId: null }, { pickerId: { not: raterId }, picker: { suspendedAt: null } }],
      },
      orderBy: { id: "asc" },
    }),
    tx.raterRates.findUnique({ where: { raterId } }),
  ]);
  const random = randomOf(seed);
  const standing = known && { answers: known.answers, rates: ratesSchema.parse(known.rates) };
  const count = goldCount(standing, random);
  const gold = rows.flatMap(({ id, indexId, window, position, fires, stratum: stored }) => {
    const stratum = stratumSchema.parse(stored);
    if (stratum.is === "continuation" || without.has(`${indexId}/${window}`)) return [];
    // It was picked, and stands for no others.
    return [{ goldId: id, indexId, window, position, fires, stratum, probability: 1 }];
  });
  return shuffled(gold, random).slice(0, count);
}
