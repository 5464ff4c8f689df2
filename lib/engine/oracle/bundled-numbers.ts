import { statSync } from "node:fs";
import path from "node:path";
import type { LoadedModel } from "../model";
import { readSafetensors, readTensor, requireTensor } from "../weights/safetensors";
import { bundledModel } from "./model-variant";
import type { NaiveActivation, NaiveDictionary } from "./naive-encode";
import type { NaiveShape } from "./naive-forward";
import type { RandomModel } from "./random-model";

/** The numbers of the bundled model and of its dictionaries in use, as the plain loops take those of a random one. */
export function bundledNumbers({ config, dictionaries }: LoadedModel): RandomModel {
  const file = path.join(bundledModel, "model.safetensors");
  const source = readSafetensors({ path: file, label: path.basename(file), byteLength: statSync(file).size });
  const weights = new Map(
    Array.from(source.tensors, ([name, { shape }]) => [
      name.replace(/^transformer\./, ""),
      readTensor(requireTensor(source, name, shape)),
    ]),
  );
  const { layers, heads, dHead, dModel, vocabularySize } = config;
  const shape: NaiveShape = {
    ...{ layers, heads, keyHeads: heads, dHead, dModel, dMlp: 4 * dModel, vocabularySize },
    norm: { kind: "layer", epsilon: 1e-5 },
    activation: "gelu-tanh",
  };
  return {
    ...{ shape, weights },
    dictionaries: dictionaries.map((dictionary) => {
      const { kind, layer, dFeatures, dIn, activation: rule } = dictionary;
      const activation: NaiveActivation =
        rule.rule === "jumprelu" ? { ...rule, threshold: readTensor(rule.threshold) } : rule;
      const numbers: NaiveDictionary = {
        ...{ dIn, dFeatures, activation },
        ...{ W_enc: readTensor(dictionary.W_enc), b_enc: readTensor(dictionary.b_enc) },
        b_dec: dictionary.subtractsDecoderBias ? readTensor(dictionary.b_dec) : undefined,
        W_dec: readTensor(dictionary.W_dec),
      };
      return { spec: { kind, layer, dFeatures, rule: rule.rule, dtype: "F32" }, numbers };
    }),
  };
}
