import type { CircuitNode } from "@/lib/circuit-format/circuit";

/** Rows from bottom to top: what is read first, then in each layer the stream, attention and MLP; logits last. */
export function rowOrder({ kind, layer }: Pick<CircuitNode, "kind" | "layer">): number {
  const first = 1 + 3 * (layer ?? 0);
  switch (kind) {
    case "embed":
    case "pos":
    case "bias":
      return 0;
    case "resid":
    case "resid-error":
      return first;
    case "attn":
    case "attn-error":
      return first + 1;
    case "mlp":
    case "mlp-error":
    case "mlp-out":
      return first + 2;
    case "logit":
    case "logit-diff":
      return Number.POSITIVE_INFINITY;
  }
}

const names = ["resid", "attn", "mlp"];

/** How many rows a circuit over this many layers has, the one of logits included. */
export function rowCount(layers: number): number {
  return 3 * layers + 2;
}

export function rowOf(node: Pick<CircuitNode, "kind" | "layer">, layers: number): number {
  return Math.min(rowOrder(node), rowCount(layers) - 1);
}

export function rowLabel(row: number, layers: number): { label: string; band: number } {
  if (row === 0) return { label: "input", band: 0 };
  if (row === rowCount(layers) - 1) return { label: "output", band: layers + 1 };
  const layer = Math.floor((row - 1) / 3);
  return { label: `${layer} ${names[(row - 1) % 3]}`, band: layer + 1 };
}
