import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { SetFit } from "@/lib/evidence-format/fit";
import type { TokenizerJson } from "@/lib/tokens/tokenizer-json";
import type { Training } from "./training";

/** What the database keeps of a model's files, as lib/engine's `describeModel` reads them from a model folder. */
export interface ModelDescription {
  name: string;
  displayName: string;
  description: string;
  architecture: string;
  licence: string;
  checksum: string;
  layers: number;
  heads: number;
  dModel: number;
  contextLength: number;
  vocabularySize: number;
  tokenizer: TokenizerJson;
  parameterCount: number;
  processing: { fold_ln?: boolean | undefined; fold_value_biases: boolean; center_writing_weights: boolean };
  sets: DictionarySetDescription[];
  /** The text that comes with it, if any. */
  corpus: { path: string; name: string; licence: string } | null;
}

export interface DictionarySetDescription {
  kind: DictionaryKind;
  name: string;
  displayName: string;
  licence: string;
  /** Where it was published; null for what the manifest does not state. */
  source: { release: string | null; repository: string | null; file: string | null };
  checksum: string;
  /** How it was found to fit, where that was measured; and why it is used even if it does not. */
  fit?: SetFit | null;
  insisted?: string | null;
  dictionaries: {
    layer: number;
    dFeatures: number;
    architecture: string;
    hookIn: string;
    hookOut: string;
    /** What is said of the model that it was trained on. */
    training: Training;
    checksum: string;
  }[];
}
