import { existsSync } from "node:fs";
import path from "node:path";
import { invalidFile, unsupported } from "../errors";
import { readTensors } from "../pytorch/read-tensors";
import type { ModelFile } from "../weights/model-folder";
import { listTensors, type ModelConfig, type ModelWeights } from "./architecture";

const adapterTensor =
  /(?:^|[._])(?:lora|ia3|adapters?|base_layer|modules_to_save|original_module)(?:[._]|$)/i;
/** `h.3.` and what other families write. */
const layerOfName = /(?:^|\.)(?:h|layers|blocks)\.(\d+)\./;

/** An adapter changes what the model computes, and transformers loads one that stands beside the weights. */
export function refuseAdapters(file: ModelFile): void {
  const name = [...readTensors(file).tensors.keys()].find((each) => adapterTensor.test(each));
  if (name !== undefined)
    throw invalidFile(
      file.label,
      "it belongs to an adapter that was not merged into the weights. Merge it and save the model again",
      name,
    );
  if (existsSync(path.join(path.dirname(file.path), "adapter_config.json")))
    throw unsupported(
      file.label,
      "adapter_config.json stands beside it: an adapter is merged into the weights first. Merge it and remove the file",
    );
}

/** A tensor that is not used would change what the model computes, so its file is not what it is taken for. */
export function refuseUnread(
  file: ModelFile,
  weights: ModelWeights,
  { layers }: ModelConfig,
  isNotNeeded: (name: string) => boolean,
): void {
  const used = new Set(listTensors(weights).map(({ name }) => name));
  for (const name of readTensors(file).tensors.keys()) {
    if (used.has(name)) continue;
    const layer = Number(layerOfName.exec(name)?.[1] ?? 0);
    if (layer >= layers)
      throw invalidFile(
        file.label,
        `it is of layer ${layer}, but config.json says that there are ${layers}`,
        name,
      );
    if (!isNotNeeded(name)) throw invalidFile(file.label, "the engine does not know what it is for", name);
  }
}
