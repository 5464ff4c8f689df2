import type { Command } from "commander";
import type { Edit } from "@/lib/circuit-format/edit";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { type AttributionState, stateOf } from "@/lib/engine/attribution/attribution-state";
import { parseTarget } from "@/lib/engine/attribution/target";
import { intervene } from "@/lib/engine/interventions/intervene";
import type { LoadedModel } from "@/lib/engine/model";
import { openNamedModel } from "./open-named-model";
import { type TextOptions, targetHelp } from "./options";
import { print } from "./print";
import { tokensOf } from "./text-tokens";

export interface EditedRunOptions extends TextOptions {
  target?: string;
  freeze: boolean;
}

/** The options of a command that makes edits in a run, after those that say which. */
export function withEditedRun(command: Command): Command {
  return command
    .option("--target <target>", `${targetHelp}; the most likely next token where left out`)
    .option("--freeze", "keep the attention patterns and LayerNorm denominators of the unedited run", false)
    .option("--json", "print JSON, as it does without");
}

/** Runs a text with the edits of `plan` and prints what they change, after what was `asked`. */
export async function printEditedRun(
  options: EditedRunOptions,
  asked: Record<string, unknown>,
  plan: (state: AttributionState) => Promise<Edit[]>,
): Promise<void> {
  const model = await openNamedModel(options.model, options.dictionaries);
  try {
    const tokenIds = tokensOf(model, options).map(({ id }) => id);
    const edits = await plan(await stateOf(model, tokenIds));
    const target =
      options.target === undefined ? await likeliest(model, tokenIds) : parseTarget(model, options.target);
    const frozen = options.freeze;
    const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
    const { target: changed, predictions } = await intervene(model, tokenIds, { edits, target, freeze });
    await print(`${JSON.stringify({ ...asked, frozen, target: changed, predictions })}\n`);
  } finally {
    await model.close();
  }
}

async function likeliest(model: LoadedModel, tokenIds: readonly number[]): Promise<TargetId> {
  const { predictions } = await model.run(tokenIds);
  const best = predictions.at(-1)?.[0];
  if (!best) throw new Error("a run predicts at least one token");
  return { kind: "logit", index: best.id, position: tokenIds.length - 1 };
}
