import { invalidFile } from "../errors";
import type { ArchitectureReader } from "./read-dictionary";

/** TopK SAE (Gao et al., arXiv 2406.04093): the k largest pre-activations of a position, where above 0. */
export const topk: ArchitectureReader = ({ config, configFile }) => {
  const { k, dFeatures } = config;
  if (k === undefined || !Number.isInteger(k) || k < 1 || k > dFeatures) {
    throw invalidFile(configFile.label, `k must be a whole number from 1 to ${dFeatures}`);
  }
  return { rule: "topk", k };
};
