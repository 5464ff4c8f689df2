interface ReadNode {
  node_id: string;
  feature: number | null;
  layer: string;
  ctx_idx: number;
  feature_type: string;
  clerp: string;
  influence: number | null;
  token_prob: number;
  is_target_logit: boolean;
}

interface ReadGraph {
  metadata: { prompt_tokens: string[]; node_threshold: number };
  qParams: { pinnedIds: string[]; supernodes: string[][]; clickedId: string };
  nodes: ReadNode[];
  links: { source: string; target: string }[];
}

/** Where a reader of the format draws a node: a row from the embeddings up, and a column of the text. */
export interface PlacedNode {
  id: string;
  row: number;
  column: number;
  name: string;
}

/**
 * Takes a graph apart as circuit-tracer's and Neuronpedia's viewers do (docs/formats.md, [5]) and makes the same demands: it throws where they
 * throw or leave a node out. Returns every node in its place. One function by itself, so that a test can run it in a page. For tests.
 */
export function placeNodes({ metadata, qParams, nodes, links }: ReadGraph): PlacedNode[] {
  const keys: Record<string, string> = {};
  const ids: Record<string, true> = {};
  const columns: Record<number, true> = {};
  const placed: PlacedNode[] = [];
  let layers = 0;
  for (const { layer, feature_type } of nodes)
    if (layer !== "E" && feature_type !== "logit") layers = Math.max(layers, Number(layer) + 1);
  for (const node of nodes) {
    const { node_id: id, feature, layer, ctx_idx: column, feature_type: type, clerp, influence } = node;
    if (feature === null || !Number.isSafeInteger(feature)) throw new Error(`${id}: feature is no number`);
    if (!Number.isInteger(column) || column < 0 || column >= metadata.prompt_tokens.length)
      throw new Error(`${id} stands at no token`);
    const row = layer === "E" ? 0 : Number(layer) + 1;
    if (!Number.isInteger(row)) throw new Error(`${id} stands in no row`);
    if (type === "logit" && row <= layers) throw new Error(`${id} stands among the layers`);
    const key = `${layer}_${feature}_${column}_${type}`;
    if (keys[key] !== undefined) throw new Error(`${id} is one node with ${keys[key]}`);
    keys[key] = id;
    if (ids[id]) throw new Error(`${id} stands twice`);
    ids[id] = true;
    if (type === "embedding") columns[column] = true;
    if (type === "logit") {
      const [text] = clerp.split("(p=");
      if (!clerp.includes("(p=") || text === undefined)
        throw new Error(`${id} has no probability to take off`);
      if (influence !== null) throw new Error(`${id} would be hidden as a feature is`);
    } else if (influence === null || influence > metadata.node_threshold)
      throw new Error(`${id} is never in sight`);
    placed.push({ id, row, column, name: clerp || (type.includes("error") ? "error" : `#${feature}`) });
  }
  for (const { source, target } of links)
    if (!ids[source] || !ids[target]) throw new Error(`a link from ${source} to ${target} has no ends`);
  for (const column of metadata.prompt_tokens.keys())
    if (!columns[column]) throw new Error(`token ${column} has no column`);
  for (const [, ...members] of [["", ...qParams.pinnedIds], ...qParams.supernodes])
    for (const id of members) if (!ids[id]) throw new Error(`${id} is marked and not there`);
  if (qParams.clickedId !== "" && !ids[qParams.clickedId]) throw new Error("what was clicked is not there");
  return placed;
}
