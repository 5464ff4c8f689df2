import type { FeatureKind } from "@/lib/runs/view";

/** What the database keeps of a model's files; lib/engine's `describeModel` reads one from a model folder. */
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
  parameterCount: number;
  processing: { foldValueBiases: boolean; centerWritingWeights: boolean };
  sets: DictionarySetDescription[];
}

export interface DictionarySetDescription {
  kind: FeatureKind;
  name: string;
  checksum: string;
  dictionaries: {
    layer: number;
    dSae: number;
    architecture: string;
    hookIn: string;
    hookOut: string;
    checksum: string;
  }[];
}
