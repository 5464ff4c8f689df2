import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { ask as askForComputed } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { computedFields } from "@/lib/computations/computation";
import { counterpartsSchema } from "@/lib/counterparts/counterparts";
import { counterpartsComputation } from "@/lib/counterparts/counterparts-computation";
import { db } from "@/lib/db/client";
import type { ReadFrozen, SetCounterparts } from "../frozen";
import { why } from "./computed-facts";
import { type Ask, compareWith } from "./earlier";
import { candidatesAcross } from "./earlier-candidates";
import { type OtherSet, otherSetsOf } from "./other-sets";

/**
 * What of before is like an entry though it was traced with another dictionary set of its model: `earlierOf` by the cosines of counterparts.
 * Waiting while one of these sets is being compared, unknown where that failed.
 */
export async function earlierAcrossOf(
  circuitId: string,
  frozen: Pick<ReadFrozen, "spec" | "nodes">,
  ask: Ask,
): Promise<NonNullable<EntryFacts["earlierAcross"]>> {
  const sets = await otherSetsOf(frozen.spec, frozen.nodes);
  const found = await Promise.all(sets.map((set) => counterpartsOf(circuitId, set)));
  if (found.includes("waiting")) return "waiting";
  const known = found.filter(isKnown);
  if (known.length < sets.length) return "unknown";
  const candidates = known.length > 0 ? await candidatesAcross(frozen, known, ask) : [];
  return compareWith(candidates, known, frozen, ask);
}

/** A set that came into use only since the entry was committed to is compared for the site. */
async function counterpartsOf(circuitId: string, { id: setId, kind, checksum }: OtherSet) {
  const where = { circuitId_setId: { circuitId, setId } };
  const row = await db().counterparts.findUnique({ where, select: { ...computedFields, found: true } });
  if (!row) await askForComputed(counterpartsComputation, { circuitId, setId }, theSite);
  if (!row?.computedAt) return row ? why(row) : ("waiting" as const);
  return { kind, checksum, found: counterpartsSchema.parse(row.found) } satisfies SetCounterparts;
}
