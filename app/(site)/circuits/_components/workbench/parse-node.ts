import type { CircuitNode } from "./circuit-document";

type Parts = Pick<CircuitNode, "id" | "kind" | "layer" | "index" | "position">;

const pattern = /^([a-z-]+?)(?:\.(\d+))?(?:[.-](\d+))?(?:@(\d+))?$/;

/** What the id of a node says of it (docs/attribution.md, section 3); null where it is none. */
export function parseNode(id: string): Parts | null {
  const [, kind, first, second, at] = pattern.exec(id) ?? [];
  const position = at === undefined ? null : Number(at);
  const layer = first === undefined ? null : Number(first);
  const index = second === undefined ? null : Number(second);
  const parts = { id, layer: null, index: null, position };
  switch (kind) {
    case "bias":
      return id === kind ? { ...parts, kind } : null;
    case "embed":
    case "pos":
      return layer === null && position !== null ? { ...parts, kind } : null;
    case "attn":
    case "resid":
    case "mlp":
      return layer !== null && index !== null && position !== null ? { ...parts, kind, layer, index } : null;
    case "attn-error":
    case "resid-error":
    case "mlp-error":
    case "mlp-out":
      return layer !== null && index === null && position !== null ? { ...parts, kind, layer } : null;
    case "logit":
    case "logit-diff":
      return layer !== null && position !== null && (index !== null) === (kind === "logit-diff")
        ? { ...parts, kind, index: layer }
        : null;
    default:
      return null;
  }
}
