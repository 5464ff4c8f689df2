import type { ActiveFeatureView, FeatureKind } from "@/lib/runs/view";

export type FeatureName = Pick<ActiveFeatureView, "kind" | "layer" | "index">;

/** `attn.2.17`: the kind, layer and index of a feature, as everywhere in this project. */
export function featureId({ kind, layer, index }: FeatureName): string {
  return `${kind}.${layer}.${index}`;
}

export function parseKind(text: string | null | undefined): FeatureKind | null {
  return text === "attn" || text === "resid" || text === "mlp" ? text : null;
}

/** Null for anything that is not an id. */
export function parseFeatureId(text: string | null | undefined): FeatureName | null {
  const [, kindText, layer, index] = /^([a-z]+)\.(\d{1,4})\.(\d{1,9})$/.exec(text ?? "") ?? [];
  const kind = parseKind(kindText);
  return kind && { kind, layer: Number(layer), index: Number(index) };
}
