import { createElement } from "react";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { signShapes } from "./sign-shapes";

export type GlyphKind = DictionaryKind | "token" | "error" | "target";

/** The parts of a sign, to stand in an SVG of 12 by 12. */
export function Shape({ mark }: { mark: keyof typeof signShapes }) {
  return signShapes[mark].map(([tag, attributes], i) => createElement(tag, { key: i, ...attributes }));
}

/** The sign of a kind of node. Give `label` where no word stands beside it. */
export function KindGlyph({ kind, label }: { kind: GlyphKind; label?: string }) {
  return (
    <svg
      className="glyph"
      data-kind={kind}
      viewBox="0 0 12 12"
      role="img"
      aria-label={label}
      aria-hidden={!label}
    >
      <Shape mark={kind} />
    </svg>
  );
}
