import { invalidFile } from "../errors";
import type { ArchitectureReader } from "./read-dictionary";
import { requireFunction } from "./require-function";

/** TopK SAE (Gao et al., arXiv 2406.04093): the k largest pre-activations of a position, where above 0. */
export const topk: ArchitectureReader = (files) => {
  const { config, configFile } = files;
  const { k, dFeatures } = config;
  requireFunction(files, "topk", "relu");
  if (k === undefined || !Number.isInteger(k) || k < 1 || k > dFeatures) {
    throw invalidFile(configFile.label, `k must be a whole number from 1 to ${dFeatures}`);
  }
  return { rule: "topk", k };
};
