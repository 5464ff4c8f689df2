import { Command } from "commander";
import { stateOf } from "@/lib/engine/attribution/attribution-state";
import { isFeature, parseTargetId, type TargetId } from "@/lib/engine/attribution/node-id";
import { parseTarget } from "@/lib/engine/attribution/target";
import { EngineError } from "@/lib/engine/errors";
import { scaleFeature } from "@/lib/engine/interventions/edits";
import { intervene } from "@/lib/engine/interventions/intervene";
import type { LoadedModel } from "@/lib/engine/model";
import { openNamedModel } from "./open-named-model";
import { parseNumber, type TextOptions, targetHelp, withText } from "./options";
import { print } from "./print";

interface AblateOptions extends TextOptions {
  feature: string[];
  scale: number;
  target?: string;
  freeze: boolean;
}

export function ablateCommand(): Command {
  return withText(new Command("ablate"))
    .description("Scale features in a run and print what that changes, as JSON.")
    .requiredOption("--feature <feature...>", "one or more features at a position, as attn.L.I@P")
    .option("--scale <factor>", "what their activation is multiplied by", parseNumber, 0)
    .option("--target <target>", `${targetHelp}; the most likely next token where left out`)
    .option("--freeze", "keep the attention patterns and LayerNorm denominators of the unedited run", false)
    .option("--json", "print JSON, as it does without")
    .exitOverride()
    .action(printAblation);
}

async function printAblation(options: AblateOptions): Promise<void> {
  const model = await openNamedModel(options.model);
  try {
    const tokenIds = model.tokenize(options.text).map(({ id }) => id);
    const features = options.feature.map(parseFeature);
    const state = await stateOf(model, tokenIds);
    for (const { kind, layer, index, position } of features)
      await state.activation(kind, layer, index, position);
    const edits = features.map((feature) => scaleFeature(feature, options.scale));
    const target =
      options.target === undefined ? await likeliest(model, tokenIds) : parseTarget(model, options.target);
    const frozen = options.freeze;
    const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
    const result = await intervene(model, tokenIds, { edits, target, freeze });
    const { feature, scale } = options;
    const asked = { features: feature, scale, frozen };
    await print(`${JSON.stringify({ ...asked, target: result.target, predictions: result.predictions })}\n`);
  } finally {
    await model.close();
  }
}

function parseFeature(text: string) {
  const id = parseTargetId(text);
  if (isFeature(id)) return id;
  throw new EngineError(
    "invalid-input",
    `${text} is not a feature. Write attn.L.I@P, resid.L.I@P or mlp.L.I@P.`,
  );
}

async function likeliest(model: LoadedModel, tokenIds: readonly number[]): Promise<TargetId> {
  const { predictions } = await model.run(tokenIds);
  const best = predictions.at(-1)?.[0];
  if (!best) throw new Error("a run predicts at least one token");
  return { kind: "logit", index: best.id, position: tokenIds.length - 1 };
}
