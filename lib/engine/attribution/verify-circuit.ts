import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { type CircuitComparison, compareCircuits } from "@/lib/circuit-format/compare-circuits";
import { schemaWords } from "@/lib/json/schema-words";
import { EngineError } from "../errors";
import type { LoadedModel } from "../model";
import { forgetState } from "./attribution-state";
import { parseTargetId } from "./target";
import { type ModelIdentity, type TraceOptions, traceCircuit } from "./trace-circuit";

/** Reads a `circuit-commons/circuit@1` document from anywhere; throws `EngineError` with the first faults. */
export function parseCircuit(value: unknown): Circuit {
  const parsed = circuitSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 3).map(schemaWords);
  throw new EngineError(
    "invalid-file",
    `This is not a circuit-commons/circuit@1 document: ${faults.join("; ")}.`,
  );
}

/**
 * Recomputes a circuit from its spec and compares. `identity` is what the model at hand is: another model
 * or other dictionaries show as a difference of the spec, not as an error.
 */
export async function verifyCircuit(
  model: LoadedModel,
  identity: ModelIdentity,
  stored: Circuit,
  options: Pick<TraceOptions, "onProgress" | "signal"> = {},
): Promise<CircuitComparison> {
  const { tokenIds, target, mode, threshold, edgeThreshold, maxNodes } = stored.spec;
  // Where rounding alone decides whether a node is expanded, the stored decision is followed.
  const expanded = new Set(stored.nodes.filter((node) => node.expanded).map(({ id }) => id));
  // What the trace left behind must not vouch for itself.
  forgetState(model, tokenIds);
  const recomputed = await traceCircuit(
    model,
    tokenIds,
    { identity, target: parseTargetId(target), mode, threshold, edgeThreshold, maxNodes },
    { ...options, expandNearThreshold: (id) => expanded.has(id) },
  );
  return compareCircuits(stored, recomputed);
}
