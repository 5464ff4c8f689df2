import { z } from "zod";
import { unsupported } from "../../errors";
import type { ModelFile } from "../../weights/model-folder";
import { readJsonFile } from "../../weights/strict-json";
import { readSaeConfig, type SaeConfig } from "../sae-config";
import { type FormFiles, type ReadForm, skips } from "./form";
import { type Layout, plainLayout } from "./layout";

const scalerSchema = z.looseObject({ scaling_factor: z.number().positive().nullable() });

/** SAELens' `cfg.json` and tensors, of every version. */
export function readSaeLens(file: ModelFile, { weights, scalerFile }: FormFiles): ReadForm {
  const read = readSaeConfig(file);
  const inputFactor = factorOf(file, read, scalerFile);
  const isGated = read.architecture === "gated";
  const layout: Layout = {
    ...plainLayout,
    inputFactor,
    byDecoderNorm: read.rescalesByDecoderNorm,
    threshold: weights.tensors.has("threshold") ? { name: "threshold", isOne: false } : undefined,
    ...(isGated && { b_enc: undefined, gate: { bias: "b_gate", scale: "r_mag", magnitude: "b_mag" } }),
  };
  // A factor that is in the numbers is done with.
  const config: SaeConfig = inputFactor === 1 ? read : { ...read, normalizeActivations: "none" };
  const hasSkip = read.architecture.includes("skip");
  return {
    ...{ config, layout, unneeded: ["scaling_factor"] },
    // It is of the input before it is multiplied, and stored (dOut, dIn).
    ...(hasSkip && { skip: { name: "W_skip", turned: true } }),
    ...(hasSkip && inputFactor !== 1 && { featuresOnly: skips }),
  };
}

/**
 * `expected_average_only_in` multiplies the input by one number, the same for all texts, which SAELens moves into the weights
 * when training ends and says none then. Until then the number stands in a file of its own.
 */
function factorOf(
  file: ModelFile,
  { normalizeActivations }: SaeConfig,
  scalerFile: ModelFile | undefined,
): number {
  if (normalizeActivations !== "expected_average_only_in") return 1;
  const factor = scalerFile && readJsonFile(scalerFile, scalerSchema, 10_000).scaling_factor;
  if (typeof factor === "number") return factor;
  throw unsupported(
    file.label,
    "its input was multiplied by a number (normalize_activations expected_average_only_in) that stands neither in its weights nor in an activation_scaler.json beside them. Fold it with SAELens (fold_activation_norm_scaling_factor) and save it again",
  );
}
