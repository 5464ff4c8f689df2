import { type DictionaryKind, isFeatureKind } from "@/lib/circuit-format/kinds";

/** A feature of one of a model's dictionary sets, wherever it is linked to. No server code: pages link by it. */
export interface FeatureAddress {
  /** The model's name. */
  model: string;
  kind: DictionaryKind;
  /** The set's name, its own within the kind. */
  set: string;
  layer: number;
  index: number;
}

/** A set as an address says it: its kind, and its name where that is another word: `attn`, `attn.strict`. */
export function setSegment({ kind, set }: Pick<FeatureAddress, "kind" | "set">): string {
  return set === kind ? kind : `${kind}.${set}`;
}

/** The set a part of an address names; undefined where it names none. */
export function readSetSegment(segment: string): Pick<FeatureAddress, "kind" | "set"> | undefined {
  const dot = segment.indexOf(".");
  const kind = dot < 0 ? segment : segment.slice(0, dot);
  return isFeatureKind(kind) ? { kind, set: dot < 0 ? kind : segment.slice(dot + 1) } : undefined;
}

/** Where the features of a dictionary set are: `/features/storybook-4l/attn`. */
export function setPath(address: Pick<FeatureAddress, "model" | "kind" | "set">): string {
  return `/features/${encodeURIComponent(address.model)}/${encodeURIComponent(setSegment(address))}`;
}

/** Where a feature's page is; under `/api/v1` is what the API says of it. */
export function featurePath(address: FeatureAddress): string {
  return `${setPath(address)}/${address.layer}/${address.index}`;
}
