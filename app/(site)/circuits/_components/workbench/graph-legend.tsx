import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import type { GraphNode, NodeMark } from "@/components/ui/graph/types";
import { kindWords } from "@/lib/circuit-format/kind-words";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

const marks: readonly (readonly [NodeMark, string])[] = [
  ...dictionaryKinds.map((kind) => [kind, kindWords[kind].name] as const),
  ["embed", "token"],
  ["pos", "position"],
  ["error", "error"],
  ["bias", "biases"],
  ["opaque", "MLP output"],
  ["target", "target"],
  ["group", "group"],
];

/** What the signs, hues and widths of the graph stand for: those that are in it. */
export function GraphLegend({ nodes }: { nodes: readonly Pick<GraphNode, "mark" | "unopened">[] }) {
  const present = new Set(nodes.map(({ mark }) => mark));
  return (
    <div className="graph-legend">
      {marks
        .filter(([mark]) => present.has(mark))
        .map(([mark, name]) => (
          <span key={mark}>
            <MarkGlyph mark={mark} /> {name}
          </span>
        ))}
      {nodes.some(({ unopened }) => unopened) && (
        <span>
          <svg className="legend-more node-more" viewBox="-4.5 -4.5 11 11" aria-hidden="true">
            <circle cx="1" cy="1" r="4.5" />
            <path d="M-1.5 1h5M1 -1.5v5" />
          </svg>{" "}
          not expanded: what it gets is not in the graph
        </span>
      )}
      <span>
        <i className="legend-edge" data-sign="1" /> adds
      </span>
      <span>
        <i className="legend-edge" data-sign="-1" /> takes away; wider is more of what a node gets
      </span>
      <span>
        <i className="legend-weight" /> influence, on a square-root scale
      </span>
      {present.has("bias") && <span>edges of biases show when an end is chosen</span>}
    </div>
  );
}
