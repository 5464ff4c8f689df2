import { requireTensor } from "../weights/safetensors";
import type { ArchitectureReader } from "./read-dictionary";
import { requireFunction } from "./require-function";

/**
 * JumpReLU SAE (Rajamanoharan et al., arXiv 2407.14435): `f = u` where `u > threshold`, else 0. SAELens applies ReLU besides,
 * so that a threshold below 0 is one of 0 (`forms/layout.ts`). A gated SAE is one (ibid.).
 */
export const jumprelu: ArchitectureReader = (files) => {
  const { config, weights } = files;
  requireFunction(files, "relu", "jumprelu");
  return { rule: "jumprelu", threshold: requireTensor(weights, "threshold", [config.dFeatures]) };
};
