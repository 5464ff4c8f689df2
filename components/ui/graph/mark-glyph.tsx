import { Shape } from "../kind-glyph";
import type { NodeMark } from "./types";

/** The sign of a mark by itself, beside a word that says what it is. */
export function MarkGlyph({ mark }: { mark: NodeMark }) {
  return (
    <svg className="mark-glyph" data-mark={mark} viewBox="0 0 12 12" aria-hidden="true">
      <Shape mark={mark} />
    </svg>
  );
}
