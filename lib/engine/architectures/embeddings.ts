import { invalidFile } from "../errors";
import {
  findDifference,
  requireTensor,
  type SafetensorsFile,
  type WeightTensor,
} from "../weights/safetensors";
import type { ModelConfig } from "./architecture";

/**
 * The token embedding `embedding` and the unembedding `head` of a file, (V, D) both. safetensors keeps one of two names that
 * stand for one tensor, and not always the embedding's; a head that is tied and stands there all the same must be the same.
 */
export function readEmbeddings(
  source: SafetensorsFile,
  { embedding, head }: { embedding: string; head: string },
  { tiedEmbeddings, vocabularySize: V, dModel: D }: ModelConfig,
): { tokenEmbedding: WeightTensor; unembedding: WeightTensor } {
  const has = (name: string) => source.tensors.has(name);
  const read = (name: string) => requireTensor(source, name, [V, D]);
  if (!tiedEmbeddings) return { tokenEmbedding: read(embedding), unembedding: read(head) };
  const tokenEmbedding = read(has(embedding) || !has(head) ? embedding : head);
  if (has(head)) refuseOtherHead(tokenEmbedding, read(head));
  return { tokenEmbedding, unembedding: tokenEmbedding };
}

function refuseOtherHead(tokenEmbedding: WeightTensor, unembedding: WeightTensor): void {
  const element = findDifference(tokenEmbedding, unembedding);
  if (element < 0) return;
  throw invalidFile(
    unembedding.file.label,
    `its element ${element} differs from that of the token embedding, to which config.json ties it (tie_word_embeddings)`,
    unembedding.name,
  );
}
