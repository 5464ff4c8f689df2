import { expansionSchema } from "@/lib/circuit-format/expansion";
import { type Feature, formatFeature, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { unpackDocument } from "@/lib/documents/packed-document";
import { findNames } from "@/lib/runs/find-names";

/** Most features that names are looked up of: those that a picture has room for are far fewer. */
const most = 2_000;

/** Names of the features that packed expansions of a run's circuit lead to, by `attn.3.697`, of the largest sources first. */
export async function findOpenedNames(
  runId: string,
  packed: readonly Uint8Array[],
): Promise<Map<string, string>> {
  const features = new Map<string, Feature>();
  for (const each of packed)
    for (const { source } of expansionSchema.parse(unpackDocument(each)).contributions) {
      const id = parseNodeId(source);
      if (id && isFeature(id) && features.size < most) features.set(formatFeature(id), id);
    }
  return findNames(runId, [...features.values()]);
}
