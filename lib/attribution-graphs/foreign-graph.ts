import type { AttributionGraph } from "./attribution-graph";
import { cantorPair } from "./graph-node-id";

/**
 * A graph in the form circuit-tracer gives its own (two predicted tokens, all embeddings, influence cumulative,
 * no annex), as Neuronpedia's graph server stores them: apps/graph/tests/fixtures/graphs. For tests.
 */
export function foreignGraph() {
  const feature = (
    layer: number,
    index: number,
    position: number,
    influence: number,
    activation: number,
  ) => ({
    node_id: `${layer}_${index}_${position}`,
    feature: cantorPair(layer, index),
    layer: String(layer),
    ctx_idx: position,
    feature_type: "cross layer transcoder",
    token_prob: 0,
    is_target_logit: false,
    run_idx: 0,
    reverse_ctx_idx: 0,
    jsNodeId: `${layer}_${index}-0`,
    clerp: "",
    influence,
    activation,
  });
  const other = { token_prob: 0, is_target_logit: false, run_idx: 0, reverse_ctx_idx: 0, activation: null };
  const logit = (token: number, text: string, probability: number, isTarget: boolean) => ({
    ...other,
    node_id: `37_${token}_2`,
    feature: token,
    layer: "37",
    ctx_idx: 2,
    feature_type: "logit",
    token_prob: probability,
    is_target_logit: isTarget,
    jsNodeId: `L_${token}-2`,
    clerp: `Output "${text}" (p=${probability.toFixed(3)})`,
    influence: null,
  });
  return {
    metadata: {
      slug: "one-two",
      scan: "qwen3-4b",
      transcoder_list: [],
      prompt_tokens: ["<|endoftext|>", "1", "2"],
      prompt: "<|endoftext|>12",
      node_threshold: 0.5,
      schema_version: 1,
      info: {
        creator_name: "Anonymous",
        creator_url: "https://example.org",
        source_urls: ["https://example.org/transcoders"],
        generator: { name: "circuit-tracer", version: "3f0965b6" },
        create_time_ms: 1_789_593_514_173,
      },
      generation_settings: { max_n_logits: 5, desired_logit_prob: 0.6, batch_size: 48 },
      pruning_settings: { node_threshold: 0.5, edge_threshold: 0.8 },
    },
    qParams: {
      pinnedIds: ["1_19591_1", "37_18_2"],
      supernodes: [["digits", "0_116505_1", "1_19591_1"]],
      linkType: "both",
      clickedId: "37_18_2",
      sg_pos: "",
    },
    nodes: [
      feature(0, 116_505, 1, 0.35, 0.734375),
      feature(1, 19_591, 1, 0.2, 1.0703125),
      {
        ...other,
        node_id: "0_-1_1",
        feature: -1,
        layer: "0",
        ctx_idx: 1,
        feature_type: "mlp reconstruction error",
        jsNodeId: "0_-1-1",
        clerp: "",
        influence: 0.9,
      },
      ...[151_643, 16, 17].map((token, position) => ({
        ...other,
        node_id: `E_${token}_${position}`,
        feature: position,
        layer: "E",
        ctx_idx: position,
        feature_type: "embedding",
        jsNodeId: `E_${token}-${position}`,
        clerp: "",
        influence: 0.99,
      })),
      logit(18, "3", 0.75, true),
      logit(19, "4", 0.125, false),
    ],
    links: [
      { source: "E_16_1", target: "0_116505_1", weight: 0.5 },
      { source: "0_-1_1", target: "1_19591_1", weight: -0.25 },
      { source: "0_116505_1", target: "1_19591_1", weight: 0.75 },
      { source: "1_19591_1", target: "37_18_2", weight: 3 },
      { source: "E_17_2", target: "37_18_2", weight: 1 },
      { source: "1_19591_1", target: "37_19_2", weight: 2 },
    ],
  } satisfies Record<keyof AttributionGraph, unknown>;
}
