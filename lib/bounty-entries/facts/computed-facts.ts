import { type EntryFacts, maxLeading, type NotKnown } from "@/lib/bounty-format/facts";
import { featureNodesOf, weightOf } from "@/lib/bounty-rules/feature-nodes-of";
import { causalCheckSchema } from "@/lib/causal-checks/causal-check";
import type { CircuitSpec } from "@/lib/circuit-format/circuit";
import { type ComputedState, computationOf, jobStateFields } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { unpackNodes } from "@/lib/documents/circuit-nodes";
import { identityAt, otherThresholds } from "./other-thresholds";

const stateFields = { computedAt: true, job: { select: jobStateFields } } as const;

/** Of what is not computed: whether it still will be. */
export function why(computed: ComputedState | null | undefined): NotKnown {
  return computed && computationOf(computed).status === "computing" ? "waiting" : "unknown";
}

/** The last verification that is done; while the only one is under way, that it is. */
export async function verificationOf(circuitId: string): Promise<EntryFacts["verification"]> {
  const fields = { ...stateFields, passed: true, largestDifference: true };
  const rows = await db().verification.findMany({
    ...{ where: { circuitId }, orderBy: { id: "desc" }, take: 50, select: fields },
  });
  const done = rows.find(({ computedAt }) => computedAt !== null);
  if (!done?.computedAt) return why(rows.find((row) => computationOf(row).status === "computing"));
  const { passed, largestDifference, computedAt } = done;
  return { passed: passed ?? false, largestDifference, at: computedAt.toISOString() };
}

export async function causalCheckOf(
  circuitId: string,
  frozen: boolean,
): Promise<EntryFacts["causalChecks"]["free"]> {
  const row = await db().causalCheck.findUnique({
    where: { circuitId_frozen: { circuitId, frozen } },
    select: { ...stateFields, result: true },
  });
  return row?.computedAt ? causalCheckSchema.parse(row.result) : why(row);
}

/** The same question at another threshold, looked up by what it asks: whoever had it computed. */
export async function retracedOf(
  spec: CircuitSpec,
  which: "halved" | "doubled",
): Promise<EntryFacts["thresholds"]["halved"]> {
  const threshold = otherThresholds(spec)[which];
  if (threshold === null) return "unknown";
  const row = await db().circuit.findUnique({
    where: { identity: identityAt(spec, threshold) },
    select: { ...stateFields, nodes: true, graph: true },
  });
  const packed = row?.computedAt ? (row.nodes ?? row.graph) : null;
  if (!packed) return why(row);
  const leading = featureNodesOf({ spec, nodes: unpackNodes(packed) }).slice(0, maxLeading);
  return { threshold, leading: leading.map((node) => ({ id: node.id, influence: weightOf(node) })) };
}
