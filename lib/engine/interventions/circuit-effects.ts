import type { Circuit } from "@/lib/circuit-format/circuit";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import type { LoadedModel } from "../model";
import { type CausalCheck, type CausalCheckOptions, causalCheck } from "./causal-check";

/** What is kept of a causal check, and how many feature nodes the circuit has besides its root. */
export type CircuitEffects = Pick<CausalCheck, "points" | "value" | "pearson" | "spearman"> & {
  nodeCount: number;
};

interface EffectsOptions extends Omit<CausalCheckOptions, "freeze"> {
  /** Whether attention patterns and LayerNorms are held as they were. */
  frozen: boolean;
}

/** The causal check of a circuit as the site keeps it and as a file says it (docs/attribution.md, section 5). */
export async function circuitEffects(
  model: LoadedModel,
  circuit: Circuit,
  { frozen, ...options }: EffectsOptions,
): Promise<CircuitEffects> {
  const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
  const { points, value, pearson, spearman } = await causalCheck(model, circuit.spec.tokenIds, circuit, {
    ...options,
    freeze,
  });
  const nodeCount = circuit.nodes.filter(({ id }) => {
    const node = parseNodeId(id);
    return node && isFeature(node) && id !== circuit.spec.target;
  }).length;
  return { points, value, pearson, spearman, nodeCount };
}
