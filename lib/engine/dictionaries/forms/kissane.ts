import { z } from "zod";
import type { ModelFile } from "../../weights/model-folder";
import { readJsonFile } from "../../weights/strict-json";
import { unreadIn } from "../known-options";
import { unsupportedIn } from "../other-arithmetic";
import { size } from "../sae-config";
import { configOf, type ReadForm } from "./form";
import { plainLayout } from "./layout";

/**
 * `X.pt` and `X_cfg.json` of Kissane et al.'s attention output SAEs (arXiv 2406.17759), and of the trainer that theirs comes
 * from: `act_name` is the site with all heads of `z` one after another. What was done to the model before is not said.
 */
const schema = z.looseObject({
  act_name: z.string(),
  act_size: size,
  dict_size: size,
  layer: z.number().nullish(),
  model_name: z.string().nullish(),
});

export function readKissane(file: ModelFile): ReadForm {
  const config = readJsonFile(file, schema, 1_000_000);
  return {
    config: configOf({
      ...{ architecture: "standard", dIn: config.act_size, dFeatures: config.dict_size },
      hooksIn: [config.act_name],
      layers: [config.layer].flatMap((layer) => layer ?? []),
      modelNames: [config.model_name].flatMap((name) => name ?? []),
      unsupportedOptions: unsupportedIn(config),
      unreadOptions: unreadIn("kissane", config, Object.keys(schema.shape)),
    }),
    layout: plainLayout,
    unneeded: [],
  };
}
