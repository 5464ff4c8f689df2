import path from "node:path";
import { readTensors } from "../../pytorch/read-tensors";
import type { ModelFile } from "../../weights/model-folder";
import { readTensor, requireTensor } from "../../weights/safetensors";
import { writeSafetensors } from "../../weights/write-safetensors";
import { refuseUnknownTensors, refuseUnsupported } from "../other-arithmetic";
import { bytesOf, writeCfg } from "./convert";
import { readKissane } from "./kissane";

/**
 * As Kissane, Krzyzanowski and others published theirs: a state dict, and a `_cfg.json` of the training run. Their encoder is
 * `relu((x - b_dec) W_enc + b_enc)`, as SAELens' loader of them (`connor_rob_hook_z`) reads it too.
 */
export function convertKissane(config: ModelFile, weights: ModelFile, folder: string): void {
  const { dIn, dFeatures, hooksIn, layers, modelNames, unsupportedOptions, unreadOptions } =
    readKissane(config).config;
  refuseUnsupported(config, unsupportedOptions);
  const tensors = readTensors(weights);
  refuseUnknownTensors(tensors, new Set(["W_enc", "b_enc", "W_dec", "b_dec"]));
  const cfg = {
    ...{
      architecture: "standard",
      activation_fn: "relu",
      apply_b_dec_to_input: true,
      normalize_activations: "none",
    },
    ...{
      d_in: dIn,
      d_sae: dFeatures,
      hook_name: hooksIn[0],
      model_name: modelNames[0],
      hook_layer: layers[0],
    },
  };
  writeCfg(folder, cfg, unreadOptions);
  const [D, F] = [dIn, dFeatures];
  const write = (name: string, ...shape: number[]) => {
    const tensor = requireTensor(tensors, name, shape);
    return { name, dtype: "F32", shape, make: () => bytesOf(readTensor(tensor)) };
  };
  writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
    ...[write("W_enc", D, F), write("b_enc", F), write("W_dec", F, D), write("b_dec", D)],
  ]);
}
