import { findDictionaries, type LabelledDictionary, type WhichDictionaries } from "./find-dictionaries";
import { neuronpediaRow } from "./neuronpedia-row";
import { ownRow } from "./own-row";
import { type ReadLabel, readLabels } from "./read-labels";

export const labelFileFormats = ["circuit-commons", "neuronpedia"] as const;
export type LabelFileFormat = (typeof labelFileFormats)[number];

const rowOf: Readonly<Record<LabelFileFormat, (of: LabelledDictionary, label: ReadLabel) => object>> = {
  "circuit-commons": ownRow,
  neuronpedia: neuronpediaRow,
};

export interface LabelFile {
  /** With its ending. */
  name: string;
  /** Lines, some at a time. */
  pieces: AsyncGenerator<string>;
}

/** All labels of a model's dictionaries as lines of JSON, written as they are taken. Throws what findDictionaries throws. */
export async function labelFile(
  which: WhichDictionaries,
  format: LabelFileFormat = "circuit-commons",
): Promise<LabelFile> {
  const dictionaries = await findDictionaries(which);
  const { model, set, layer } = which;
  const parts = ["labels-of", model, set, layer, ...(format === "neuronpedia" ? [format] : [])];
  const name = parts.filter((part) => part !== undefined).join("-");
  return {
    name: `${name.replaceAll(/[^\w.-]+/g, "-").slice(0, 100)}.jsonl`,
    pieces: linesOf(dictionaries, rowOf[format]),
  };
}

async function* linesOf(
  dictionaries: readonly LabelledDictionary[],
  write: (of: LabelledDictionary, label: ReadLabel) => object,
): AsyncGenerator<string> {
  for (const of of dictionaries)
    for await (const labels of readLabels(of.dictionary.id))
      yield labels.map((label) => `${JSON.stringify(write(of, label))}\n`).join("");
}
