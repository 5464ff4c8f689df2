import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { VocabularyToken } from "@/lib/tokens/token-text";

/**
 * The attribution-graph JSON that circuit-tracer writes and Neuronpedia reads, field for field as we write it.
 * Sources: `circuit_tracer/frontend/graph_models.py` (decoderesearch/circuit-tracer) and
 * `apps/webapp/app/api/graph/graph-schema.json` (hijohnnylin/neuronpedia), compared in docs/formats.md.
 */
export interface AttributionGraph {
  metadata: GraphMetadata;
  qParams: GraphViewParameters;
  nodes: GraphNode[];
  links: GraphLink[];
}

export interface GraphMetadata {
  slug: string;
  /** The model; Neuronpedia looks its layers up by it. */
  scan: string;
  transcoder_list: string[];
  prompt_tokens: string[];
  /** The bytes of tokens that are a part of a character, in hexadecimal; null for others. Other readers ignore it. */
  prompt_token_bytes?: (string | null)[];
  prompt: string;
  /** The reader shows nodes whose `influence` is at most this. */
  node_threshold: number;
  /** 1: `feature` is a Cantor pair. */
  schema_version: 1;
  info: {
    description?: string;
    creator_name?: string;
    creator_url?: string;
    generator: { name: string };
  };
  /** For information only: what this circuit's spec asked. */
  generation_settings: {
    target: string;
    mode: string;
    threshold: number;
    edge_threshold: number;
    max_nodes: number;
  };
  /** What the format has no field for, for the way back (annex.ts). */
  circuit_commons?: unknown;
}

export interface GraphViewParameters {
  pinnedIds: string[];
  /** A name, then the ids of the members. */
  supernodes: string[][];
  linkType: "both";
  clickedId: string;
  sg_pos: "";
}

export interface GraphNode {
  node_id: string;
  /** Layer and index as a Cantor pair; the token of a logit; below 0 of what has no index. */
  feature: number;
  layer: string;
  ctx_idx: number;
  feature_type: string;
  token_prob: number;
  is_target_logit: boolean;
  run_idx: 0;
  reverse_ctx_idx: 0;
  jsNodeId: string;
  /** The label. */
  clerp: string;
  /** Cumulative: the share of all influence that stands in nodes at least as influential; null for logits. */
  influence: number | null;
  activation: number | null;
}

export interface GraphLink {
  source: string;
  target: string;
  weight: number;
}

/** What a reader has marked in a circuit. Nodes are circuit node ids. */
export interface MarkedNodes {
  pinned: string[];
  groups: { name: string; nodes: string[] }[];
  clicked: string | null;
}

/** What an attribution graph says beyond the circuit; an import gives it back in the same shape. */
export interface GraphExtras {
  slug?: string;
  /** The text; the tokens put together where left out. */
  prompt?: string;
  description?: string;
  creatorName?: string;
  creatorUrl?: string;
  /** Layers of the model, which decide the row of the logits; as many as the nodes need where left out. */
  layers?: number;
  /** Cumulative influence up to which the reader shows nodes, 0 to 1; all of them where left out. */
  nodeThreshold?: number;
  /** Probability of the target, where it is a predicted token. */
  targetProbability?: number;
  /** Cumulative influences as a file has them, by circuit node id; an export of the same circuit says them again. */
  influences?: (readonly [node: string, influence: number])[];
  /** Texts of predicted tokens, by token id. */
  tokenTexts?: VocabularyToken[];
  labels?: { node: CircuitNode["id"]; text: string }[];
  marked?: MarkedNodes;
}

/** The model's layer count is asked for no larger; it is a number in a hostile file. */
export const maxLayers = 1_000_000;
