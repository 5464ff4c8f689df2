import type { NodeKind } from "@/lib/circuit-format/kinds";
import type { NodeMark } from "./types";

/** The sign of each kind of node. */
export const markOfKind: Readonly<Record<NodeKind, NodeMark>> = {
  attn: "attn",
  resid: "resid",
  mlp: "mlp",
  "attn-error": "error",
  "resid-error": "error",
  "mlp-error": "error",
  "mlp-out": "opaque",
  "mlp-skip": "opaque",
  embed: "embed",
  pos: "pos",
  bias: "bias",
  "attn-bias": "bias",
  "mlp-bias": "bias",
  logit: "target",
  "logit-diff": "target",
};
