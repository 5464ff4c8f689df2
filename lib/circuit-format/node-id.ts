import {
  type DictionaryKind,
  dictionaryKinds,
  isFeatureKind,
  type LayerLeafKind,
  layerLeafKinds,
  type NodeKind,
  type StreamLeafKind,
  streamLeafKinds,
} from "./kinds";

/** A feature at a token: `attn.3.566@9`. */
export interface FeatureId {
  kind: DictionaryKind;
  layer: number;
  index: number;
  position: number;
}

/** `logit.1234@9`; `index` is the token. */
export interface LogitId {
  kind: "logit";
  index: number;
  position: number;
}

/** `logit-diff.1234-987@9`: the logit of `index` less the logit of `minus`. */
export interface LogitDifferenceId {
  kind: "logit-diff";
  index: number;
  minus: number;
  position: number;
}

export type LeafId =
  | { kind: LayerLeafKind; layer: number; position: number }
  | { kind: StreamLeafKind; position: number }
  | { kind: "bias" };

/** A node that can be asked about: expanded, or the root of a circuit. */
export type TargetId = FeatureId | LogitId | LogitDifferenceId;

/** A node of a circuit (attribution.md section 3). */
export type NodeId = TargetId | LeafId;
/** A feature wherever it fires. */
export type Feature = Omit<FeatureId, "position">;

/** The name of a feature, `attn.3.566`: a node's id without its position. */
export function formatFeature({ kind, layer, index }: Feature): string {
  return `${kind}.${layer}.${index}`;
}

/** The feature a name stands for; undefined where it is none. */
export function parseFeature(text: string): Feature | undefined {
  const id = parseNodeId(`${text}@0`);
  return id && isFeature(id) ? { kind: id.kind, layer: id.layer, index: id.index } : undefined;
}

/** The feature that a node of a document is; undefined for a node that is none. */
export function featureOf({ kind, layer, index }: NodeColumns): Feature | undefined {
  return isFeatureKind(kind) && layer !== null && index !== null ? { kind, layer, index } : undefined;
}

/** The text of an id, `kind.layer.index@position`. */
export function formatNodeId(id: NodeId): string {
  if (isFeature(id)) return `${formatFeature(id)}@${id.position}`;
  switch (id.kind) {
    case "bias":
      return "bias";
    case "embed":
    case "pos":
      return `${id.kind}@${id.position}`;
    case "logit":
      return `logit.${id.index}@${id.position}`;
    case "logit-diff":
      return `logit-diff.${id.index}-${id.minus}@${id.position}`;
    default:
      return `${id.kind}.${id.layer}@${id.position}`;
  }
}

/** Most characters of an id's text, with room to spare. */
export const maxNodeIdLength = 80;

/** The id a text stands for; undefined where it is none. Every id has exactly one text. */
export function parseNodeId(text: string): NodeId | undefined {
  if (text.length > maxNodeIdLength) return undefined;
  if (text === "bias") return { kind: "bias" };
  const match = /^([a-z-]+)(?:\.([\d.-]+))?@(\d+)$/.exec(text);
  if (!match) return undefined;
  const [, kind = "", numbers = "", positionText = ""] = match;
  const position = parseCount(positionText);
  const parts = numbers === "" ? [] : numbers.split(kind === "logit-diff" ? "-" : ".").map(parseCount);
  const [first, second] = parts;
  if (position === undefined || parts.includes(undefined)) return undefined;
  const leaf = layerLeafKinds.find((name) => name === kind);
  const feature = dictionaryKinds.find((name) => name === kind);
  const stream = streamLeafKinds.find((name) => name === kind);
  if (parts.length === 0 && stream) return { kind: stream, position };
  if (parts.length === 1 && first !== undefined) {
    if (leaf) return { kind: leaf, layer: first, position };
    if (kind === "logit") return { kind, index: first, position };
  }
  if (parts.length === 2 && first !== undefined && second !== undefined) {
    if (feature) return { kind: feature, layer: first, index: second, position };
    if (kind === "logit-diff") return { kind, index: first, minus: second, position };
  }
  return undefined;
}

export function isTarget(id: NodeId): id is TargetId {
  return "index" in id;
}

export function isFeature(id: NodeId): id is FeatureId {
  return isFeatureKind(id.kind);
}

export function isLogit(id: NodeId): id is LogitId | LogitDifferenceId {
  return id.kind === "logit" || id.kind === "logit-diff";
}

/** The tokens whose logits a target is of: the one that is asked for first; none of a feature. */
export function outputTokens(id: NodeId): number[] {
  if (id.kind === "logit") return [id.index];
  return id.kind === "logit-diff" ? [id.index, id.minus] : [];
}

/** What the columns of a document say of a node; null where its kind has none. */
interface NodeColumns {
  kind: NodeKind;
  layer: number | null;
  index: number | null;
}

/** A node's own columns in a document. */
export function nodeColumns(id: NodeId): NodeColumns & { id: string; position: number | null } {
  return {
    id: formatNodeId(id),
    kind: id.kind,
    layer: "layer" in id ? id.layer : null,
    index: "index" in id && id.kind !== "logit-diff" ? id.index : null,
    position: "position" in id ? id.position : null,
  };
}

/** A whole number in its only spelling: no sign, no leading zero, nothing past what a double counts. */
function parseCount(text: string): number | undefined {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined;
}
