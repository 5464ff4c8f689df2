import { invalidFile, unsupported } from "../errors";
import { type Manifest, manifestFileName } from "../weights/manifest";
import { type ModelFolder, resolveModelFile } from "../weights/model-folder";
import type { Architecture, ModelConfig, ModelWeights } from "./architecture";
import { architectures } from "./architectures";
import { refuseAdapters, refuseUnread } from "./refuse-unread";

/**
 * Reads config and weights as the manifest's architecture says; `known` are the families to choose from. Weights that
 * the family would not use are refused.
 */
export function readModel(
  folder: ModelFolder,
  { architecture, files, processing }: Manifest,
  known: Readonly<Record<string, Architecture>> = architectures,
): { config: ModelConfig; weights: ModelWeights } {
  const { label } = resolveModelFile(folder, manifestFileName);
  const family = Object.hasOwn(known, architecture) ? known[architecture] : undefined;
  if (!family) throw unsupported(label, `the architecture ${architecture} is not supported`);
  const config = family.readConfig(resolveModelFile(folder, files.config));
  // RMSNorm reads the mean that centring takes out.
  if (processing.center_writing_weights && config.norm.kind === "rms")
    throw invalidFile(label, "center_writing_weights changes what a model with RMSNorm computes");
  const file = resolveModelFile(folder, files.weights);
  refuseAdapters(file);
  const weights = family.readWeights(file, config);
  refuseUnread(file, weights, config, (name) => family.isNotNeeded?.(name, config) ?? false);
  return { config, weights };
}
