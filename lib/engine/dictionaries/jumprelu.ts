import { invalidFile } from "../errors";
import { readTensor, requireTensor } from "../weights/safetensors";
import type { ArchitectureReader } from "./read-dictionary";
import { requireFunction } from "./require-function";

/**
 * JumpReLU SAE (Rajamanoharan et al., arXiv 2407.14435): `f = u` where `u > threshold`, else 0. A
 * negative threshold would let a feature fire below zero, which SAELens and this engine exclude.
 */
export const jumprelu: ArchitectureReader = (files) => {
  const { config, weights } = files;
  requireFunction(files, "relu", "jumprelu");
  const threshold = requireTensor(weights, "threshold", [config.dFeatures]);
  const negative = readTensor(threshold).findIndex((value) => value < 0);
  if (negative >= 0) throw invalidFile(weights.file.label, `its element ${negative} is below 0`, "threshold");
  return { rule: "jumprelu", threshold };
};
