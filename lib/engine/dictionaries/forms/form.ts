import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { nothingSaid } from "@/lib/circuit-format/processing";
import type { SafetensorsFile } from "../../weights/safetensors";
import type { SaeConfig } from "../sae-config";
import type { FoundFiles } from "./found-files";
import type { Layout, StoredMatrix } from "./layout";

/** A dictionary's files, read as their form has them: what they say, and where their numbers stand. */
export interface ReadForm {
  config: SaeConfig;
  layout: Layout;
  /** Tensors that the layout does not name and that change nothing that is computed. */
  unneeded: readonly string[];
  /** Of a skip transcoder: the map of its input that is added to its output. It changes no feature. */
  skip?: StoredMatrix;
  /** Why it stands in no circuit, where its form has what is not computed. */
  featuresOnly?: string;
}

/** Of an SAE whose input is added to its output, and of what else a map past the features is not computed. */
export const skips =
  "a linear map of their input is added to what their features write (W_skip), and they are no transcoders of an input as it is";

export interface FormFiles extends FoundFiles {
  weights: SafetensorsFile;
  /** Name of the folder that they lie in, by which some forms say their place. */
  folderName: string;
  kind: DictionaryKind;
  layer: number;
}

/** What a config of another form says, the rest as SAELens takes what is not said. */
export function configOf(
  said: Pick<SaeConfig, "architecture" | "dIn" | "dFeatures"> & Partial<SaeConfig>,
): SaeConfig {
  return {
    ...{ dOut: said.dIn, appliesDecoderBiasToInput: true, normalizeActivations: "none" },
    ...{ activationFunctions: [], k: undefined, reshapeActivations: "none", rescalesByDecoderNorm: false },
    ...{ unsupportedOptions: [], unreadOptions: [], hooksIn: [], hooksOut: [], layers: [], modelNames: [] },
    texts: nothingSaid,
    stated: { fold_ln: undefined, fold_value_biases: undefined, center_writing_weights: undefined },
    ...said,
  };
}

/** Of trainers that read a model as transformers loads it, and could not have it otherwise. */
export const unprocessed = { fold_ln: false, fold_value_biases: false, center_writing_weights: false };
