import { parseNodeId } from "./node-id";

/** In what a target's value and all effects on it are counted. */
export function targetUnit(target: string): string {
  const kind = parseNodeId(target)?.kind;
  return kind === "logit" || kind === "logit-diff" ? "logits" : "units of its activation";
}
