import { type EntryFacts, isKnown, type NotKnown } from "@/lib/bounty-format/facts";
import { comparedFeaturesOf } from "@/lib/bounty-rules/likeness";
import { soughtFeaturesOf, targetFeatureOf } from "@/lib/bounty-rules/likeness-without-features";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { ask as askForComputed } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { computedFields } from "@/lib/computations/computation";
import { counterpartsSchema } from "@/lib/counterparts/counterparts";
import { counterpartsComputation } from "@/lib/counterparts/counterparts-computation";
import { db } from "@/lib/db/client";
import type { SetCounterparts } from "../likenesses";
import { why } from "./computed-facts";
import { type Ask, compareWith, type FrozenCircuit, hasOrphans } from "./earlier";
import { candidatesAcross, candidatesWithoutFeatures } from "./earlier-candidates";
import { type OtherSet, otherSetsOf } from "./other-sets";

/**
 * What of before is like an entry though it was traced with another dictionary set of its model: `earlierOf` by the cosines of counterparts.
 * Waiting while one of these sets is being compared, unknown where that failed.
 */
export async function earlierAcrossOf(
  circuitId: string,
  frozen: FrozenCircuit,
  ask: Ask,
): Promise<NonNullable<EntryFacts["earlierAcross"]>> {
  const known = await allCounterpartsOf(
    circuitId,
    await otherSetsOf(frozen.spec, comparedFeaturesOf(frozen), await hasOrphans(ask)),
  );
  if (!isKnown(known)) return known;
  const candidates = known.length > 0 ? await candidatesAcross(frozen, known, ask) : [];
  return compareWith(candidates, { measure: "likeness@2", counterparts: known }, frozen, ask);
}

/**
 * The same by its target, with its dictionary sets and with others, of what is without features or of the other mode; of a circuit without
 * features of whatever has some. Unknown where a set was compared with its features and not with its target.
 */
export async function earlierWithoutFeaturesOf(
  circuitId: string,
  frozen: FrozenCircuit,
  ask: Ask,
): Promise<NonNullable<EntryFacts["earlierWithoutFeatures"]>> {
  const sets = await otherSetsOf(frozen.spec, soughtFeaturesOf(frozen), await hasOrphans(ask));
  const known = await allCounterpartsOf(circuitId, sets);
  if (!isKnown(known)) return known;
  const target = targetFeatureOf(frozen);
  const names = ({ found }: SetCounterparts) => found.map(formatFeature);
  if (target && known.some((set) => set.kind === target.kind && !names(set).includes(formatFeature(target))))
    return "unknown";
  const candidates = await candidatesWithoutFeatures(frozen, known, ask);
  return compareWith(candidates, { measure: "likeness@3", counterparts: known }, frozen, ask);
}

async function allCounterpartsOf(
  circuitId: string,
  sets: readonly OtherSet[],
): Promise<SetCounterparts[] | NotKnown> {
  const found = await Promise.all(sets.map((set) => counterpartsOf(circuitId, set)));
  if (found.includes("waiting")) return "waiting";
  const known = found.filter(isKnown);
  return known.length < sets.length ? "unknown" : known;
}

/** A set that came into use only since the entry was committed to is compared for the site. */
async function counterpartsOf(circuitId: string, { id: setId, kind, checksum }: OtherSet) {
  const where = { circuitId_setId: { circuitId, setId } };
  const row = await db().counterparts.findUnique({ where, select: { ...computedFields, found: true } });
  if (!row) await askForComputed(counterpartsComputation, { circuitId, setId }, theSite);
  if (!row?.computedAt) return row ? why(row) : ("waiting" as const);
  return { kind, checksum, found: counterpartsSchema.parse(row.found) } satisfies SetCounterparts;
}
