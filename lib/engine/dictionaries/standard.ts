import { unsupported } from "../errors";
import type { ArchitectureReader } from "./read-dictionary";
import { topk } from "./topk";

/** ReLU SAE: `f = max(u, 0)`. Older SAELens files also call a TopK SAE standard and name the function. */
export const standard: ArchitectureReader = (files) => {
  const { config, configFile } = files;
  if (config.activationFunction === "topk") return topk(files);
  if (config.activationFunction !== "relu") {
    throw unsupported(
      configFile.label,
      `activation_fn ${config.activationFunction} of a standard SAE is not supported`,
    );
  }
  return { rule: "relu" };
};
