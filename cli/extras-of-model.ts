import type { GraphExtras } from "@/lib/attribution-graphs/attribution-graph";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { isLogit, outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import { streamSite } from "@/lib/engine/architectures/sites";
import { describeModel } from "@/lib/engine/describe-model";
import { EngineError } from "@/lib/engine/errors";
import { LossReader } from "@/lib/engine/evidence/loss";
import type { LoadedModel } from "@/lib/engine/model";
import { float32Of } from "@/lib/engine/rows";
import { modelFolder, openNamedModel } from "./open-named-model";

/**
 * What a circuit's file does not say and its model does: how many layers there are, the texts of the tokens that its target names, and the
 * probability of a single one. Throws `EngineError` "invalid-input" where the model is another.
 */
export async function extrasOfModel(document: unknown, name: string): Promise<GraphExtras> {
  const { spec } = checkCircuit(document).circuit;
  const { checksum } = await describeModel(modelFolder(name));
  if (checksum !== spec.modelChecksum)
    throw new EngineError(
      "invalid-input",
      `${name} has other weights than the model that the circuit was computed with, ${spec.model}. Name that one, or none.`,
    );
  const target = parseNodeId(spec.target);
  const model = await openNamedModel(name, { attn: null, resid: null, mlp: null });
  try {
    const { layers } = model.config;
    if (!target || !isLogit(target)) return { layers };
    const tokenTexts = outputTokens(target).map((id) => ({ id, ...model.tokenOf(id) }));
    if (target.kind !== "logit") return { layers, tokenTexts };
    const targetProbability = await probabilityOf(model, spec.tokenIds, target);
    return { layers, tokenTexts, targetProbability };
  } finally {
    await model.close();
  }
}

/** Of the token `index` after `position`, over the whole vocabulary. */
async function probabilityOf(
  model: LoadedModel,
  tokenIds: readonly number[],
  { index, position }: { index: number; position: number },
): Promise<number> {
  const { dModel: D, layers } = model.config;
  const site = streamSite(model.config, layers);
  const stream = float32Of((await model.forward(tokenIds, [site])).get(site), site);
  const losses = new LossReader(model);
  try {
    return Math.exp(-(await losses.total(stream.slice(position * D, (position + 1) * D), [index])));
  } finally {
    await losses.close();
  }
}
