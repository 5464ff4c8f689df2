import path from "node:path";
import { z } from "zod";
import { readTensors } from "../../pytorch/read-tensors";
import type { ModelFile } from "../../weights/model-folder";
import { readTensor, requireTensor } from "../../weights/safetensors";
import { readJsonFile } from "../../weights/strict-json";
import { writeSafetensors } from "../../weights/write-safetensors";
import { bytesOf, refuseOptions, refuseOthers, writeCfg } from "./convert";

const kissaneSchema = z.looseObject({
  act_name: z.string(),
  act_size: z.number().int().min(1),
  dict_size: z.number().int().min(1),
  layer: z.number().int().min(0).nullish(),
  model_name: z.string().nullish(),
});

/**
 * As Kissane, Krzyzanowski and others published theirs: a state dict, and a `_cfg.json` of the training run. Their encoder is
 * `relu((x - b_dec) W_enc + b_enc)`, as SAELens' loader of them (`connor_rob_hook_z`) reads it too.
 */
export function convertKissane(config: ModelFile, weights: ModelFile, folder: string): void {
  const said = readJsonFile(config, kissaneSchema, 1_000_000);
  const { act_name, act_size, dict_size, layer, model_name } = said;
  refuseOptions(config, said);
  const tensors = readTensors(weights);
  refuseOthers(tensors, ["W_enc", "b_enc", "W_dec", "b_dec"]);
  writeCfg(folder, {
    ...{
      architecture: "standard",
      activation_fn: "relu",
      apply_b_dec_to_input: true,
      normalize_activations: "none",
    },
    ...{ d_in: act_size, d_sae: dict_size, hook_name: act_name, model_name: model_name ?? undefined },
    hook_layer: layer ?? undefined,
  });
  const [D, F] = [act_size, dict_size];
  const write = (name: string, ...shape: number[]) => {
    const tensor = requireTensor(tensors, name, shape);
    return { name, dtype: "F32", shape, make: () => bytesOf(readTensor(tensor)) };
  };
  writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
    ...[write("W_enc", D, F), write("b_enc", F), write("W_dec", F, D), write("b_dec", D)],
  ]);
}
