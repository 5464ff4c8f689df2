import type { LabelledDictionary } from "./find-dictionaries";
import type { ReadLabel } from "./read-labels";

/**
 * A line of Neuronpedia's own export of explanations: the columns of `export_explanations` in its export-data.py, and `notes`, which
 * its table has too, for what tells the dictionary by content and whose label it is. What it measures itself is null.
 */
export function neuronpediaRow({ model, set, dictionary }: LabelledDictionary, label: ReadLabel) {
  return {
    id: label.id,
    modelId: model.name,
    // Its sources begin with the layer: "6-res-jb".
    layer: `${dictionary.layer}-${set.kind === set.name ? set.name : `${set.kind}.${set.name}`}`,
    // A text, as there.
    index: String(label.index),
    authorId: null,
    description: label.text,
    embedding: null,
    typeName: `circuit-commons_${label.source}_${label.side}`,
    explanationModelName: null,
    ...{ umap_x: null, umap_y: null, umap_cluster: null, umap_log_feature_sparsity: null },
    notes: JSON.stringify({
      format: "circuit-commons/label-notes@1",
      ...{ licence: "CC0-1.0", author: label.author?.handle ?? null, side: label.side },
      ...{ dictionaryChecksum: dictionary.checksum, setChecksum: set.checksum },
    }),
  };
}
