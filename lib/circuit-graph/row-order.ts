import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isLayerKind, kindsInLayer, placeInLayer } from "@/lib/circuit-format/kinds";

/** Rows from bottom to top: what is read first, then the parts of each layer in their order; logits last. */
export function rowOrder({ kind, layer }: Pick<CircuitNode, "kind" | "layer">): number {
  if (kind === "logit" || kind === "logit-diff") return Number.POSITIVE_INFINITY;
  if (!isLayerKind(kind)) return 0;
  return 1 + kindsInLayer.length * (layer ?? 0) + kindsInLayer.indexOf(placeInLayer(kind));
}

/** How many rows a circuit over this many layers has, the one of logits included. */
export function rowCount(layers: number): number {
  return kindsInLayer.length * layers + 2;
}

export function rowOf(node: Pick<CircuitNode, "kind" | "layer">, layers: number): number {
  return Math.min(rowOrder(node), rowCount(layers) - 1);
}

export function rowLabel(row: number, layers: number): { label: string; band: number } {
  if (row === 0) return { label: "input", band: 0 };
  if (row === rowCount(layers) - 1) return { label: "output", band: layers + 1 };
  const layer = Math.floor((row - 1) / kindsInLayer.length);
  return { label: `${layer} ${kindsInLayer[(row - 1) % kindsInLayer.length]}`, band: layer + 1 };
}
