import type { ArchitectureReader } from "./read-dictionary";
import { requireFunction } from "./require-function";
import { topk } from "./topk";

/** ReLU SAE: `f = max(u, 0)`. Older SAELens files also call a TopK SAE standard and name the function. */
export const standard: ArchitectureReader = (files) => {
  const { activationFunctions } = files.config;
  if (activationFunctions.length > 0 && activationFunctions.every((name) => name === "topk"))
    return topk(files);
  requireFunction(files, "relu");
  return { rule: "relu" };
};
