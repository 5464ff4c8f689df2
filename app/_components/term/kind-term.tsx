import type { ReactNode } from "react";
import { kindWords } from "@/lib/circuit-format/kind-words";
import type { NodeKind } from "@/lib/circuit-format/kinds";
import { TermLink } from "./term-link";
import type { TermId } from "./terms";

const terms: Readonly<Record<NodeKind, TermId>> = {
  attn: "kind",
  resid: "kind",
  mlp: "kind",
  "attn-error": "error-node",
  "resid-error": "error-node",
  "mlp-error": "error-node",
  "mlp-out": "mlp-output",
  "mlp-skip": "mlp-output",
  embed: "token",
  pos: "position",
  bias: "bias",
  "attn-bias": "bias",
  "mlp-bias": "bias",
  logit: "logit",
  "logit-diff": "logit",
};

/** A kind of node by its name, unless the sentence has it otherwise, with what it is and the way to the glossary. */
export function KindTerm({ kind, children }: { kind: NodeKind; children?: ReactNode }) {
  const { name, explanation } = kindWords[kind];
  return (
    <TermLink to={terms[kind]} says={explanation}>
      {children ?? name}
    </TermLink>
  );
}
