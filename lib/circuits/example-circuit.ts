import { getRunPosition } from "@/lib/runs/get-run-position";
import type { ActiveFeatureView, PredictionView } from "@/lib/runs/view";
import { circuitSpecSchema } from "./circuit-spec";
import { createExampleCircuit } from "./create-circuit";

export interface ExampleCircuit {
  circuitId: string;
  /** What the circuit is of; null where it is of the prediction itself. */
  feature: ActiveFeatureView | null;
  /** What the model expects most after the last token. */
  expected: PredictionView | undefined;
}

/**
 * A circuit worth looking at in any finished run: of the attention feature that fires strongest at the last token in
 * the last layer that has one there, and without any, of the token expected most.
 */
export async function circuitAtLastToken(runId: string, tokenCount: number): Promise<ExampleCircuit> {
  const position = tokenCount - 1;
  const { features, predictions } = await getRunPosition(runId, position);
  const attention = features.filter(({ kind }) => kind === "attn");
  const lastLayer = Math.max(...attention.map(({ layer }) => layer));
  const feature = attention.find(({ layer }) => layer === lastLayer) ?? null;
  const expected = predictions[0];
  const target = feature
    ? `attn.${feature.layer}.${feature.index}@${position}`
    : `logit.${expected?.id}@${position}`;
  const { id } = await createExampleCircuit({ runId, ...circuitSpecSchema.parse({ target }) });
  return { circuitId: id, feature, expected };
}
