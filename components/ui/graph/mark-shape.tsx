import { Shape } from "../kind-glyph";
import type { NodeMark } from "./types";

/** The sign of a mark on a 12 by 12 ground, its colour the current one (graph.css). */
export function MarkShape({ mark }: { mark: NodeMark }) {
  switch (mark) {
    case "embed":
      return <Shape kind="token" />;
    case "pos":
      return <path d="M0.8 6h10.4M3.4 3.2v5.6M8.6 3.2v5.6" />;
    case "opaque":
      return <path d="M6 0.8 11.8 11H0.2Z" />;
    case "bias":
      return <path d="M1.5 10.5V1.5M1.5 10.5H10.5M1.5 6.5 10.5 3" />;
    case "group":
      return <path d="M3.6 0.9H11.1V8.4M0.9 3.6H8.4V11.1H0.9Z" />;
    default:
      return <Shape kind={mark} />;
  }
}

/** The sign by itself, beside a word that says what it is. */
export function MarkGlyph({ mark }: { mark: NodeMark }) {
  return (
    <svg className="mark-glyph" data-mark={mark} viewBox="0 0 12 12" aria-hidden="true">
      <MarkShape mark={mark} />
    </svg>
  );
}
