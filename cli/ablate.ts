import { Command, Option } from "commander";
import { type Edit, scaleFeature, setFeature } from "@/lib/circuit-format/edit";
import { type FeatureId, isFeature } from "@/lib/circuit-format/node-id";
import type { AttributionState } from "@/lib/engine/attribution/attribution-state";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { EngineError } from "@/lib/engine/errors";
import { type EditedRunOptions, printEditedRun, withEditedRun } from "./edited-run";
import { parseNumber, withText } from "./options";

interface AblateOptions extends EditedRunOptions {
  feature: string[];
  scale: number;
  set?: number;
}

export function ablateCommand(): Command {
  const command = withText(new Command("ablate"))
    .description("Scale features in a run, or set them to a value, and print what that changes, as JSON.")
    .requiredOption("--feature <feature...>", "one or more features at a position, as attn.L.I@P")
    .option("--scale <factor>", "what their activation is multiplied by", parseNumber, 0)
    .addOption(
      new Option("--set <activation>", "bring them to this activation instead, active there or not")
        .argParser(parseNumber)
        .conflicts("scale"),
    );
  return withEditedRun(command).exitOverride().action(printAblation);
}

async function printAblation(options: AblateOptions): Promise<void> {
  const { feature: features, scale, set } = options;
  const how = set === undefined ? { scale } : { set };
  await printEditedRun(options, { features, ...how }, async (state) => {
    const ids = features.map(parseFeature);
    return set === undefined ? scaleAll(state, ids, scale) : ids.map((id) => setFeature(id, set));
  });
}

/** Scaling a feature that is not active changes nothing, so it is refused rather than left without effect. */
async function scaleAll(state: AttributionState, ids: FeatureId[], scale: number): Promise<Edit[]> {
  for (const { kind, layer, index, position } of ids) await state.activation(kind, layer, index, position);
  return ids.map((id) => scaleFeature(id, scale));
}

function parseFeature(text: string): FeatureId {
  const id = parseTargetId(text);
  if (isFeature(id)) return id;
  throw new EngineError(
    "invalid-input",
    `${text} is not a feature. Write attn.L.I@P, resid.L.I@P or mlp.L.I@P.`,
  );
}
