import type { ReactNode } from "react";
import { KindTerm } from "@/app/_components/term/kind-term";
import { TermLink } from "@/app/_components/term/term-link";
import { Explain } from "@/components/ui/explain";
import { formatNumber } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { missedFlag } from "@/components/ui/graph/measured-tick";
import type { GraphNode, NodeMark } from "@/components/ui/graph/types";
import { HeatLegend } from "@/components/ui/legend";
import type { EffectScale } from "@/lib/causal-checks/effect-scale";
import { largestCount } from "@/lib/causal-checks/largest-measured";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";

const marks: readonly (readonly [NodeMark, ReactNode])[] = [
  ...dictionaryKinds.map((kind) => [kind, <KindTerm key={kind} kind={kind} />] as const),
  ["embed", <KindTerm key="embed" kind="embed" />],
  ["pos", <KindTerm key="pos" kind="pos" />],
  ["error", <KindTerm key="error" kind="attn-error" />],
  ["bias", <KindTerm key="bias" kind="bias" />],
  ["opaque", <KindTerm key="opaque" kind="mlp-out" />],
  [
    "target",
    <TermLink key="target" to="target" says="What the circuit explains.">
      target
    </TermLink>,
  ],
  [
    "group",
    <TermLink key="group" to="group" says="Several nodes drawn as one.">
      group
    </TermLink>,
  ],
];

interface GraphLegendProps {
  nodes: readonly Pick<GraphNode, "mark" | "unopened" | "missed" | "bar" | "holds" | "standing">[];
  /** Of the causal check that is shown, if one is, with the unit of its effects. */
  scale?: EffectScale | null;
  unit?: string;
  /** The influence that the strongest shade of a token stands for; null where each graph has its own. */
  heat?: number | null;
  /** Whether arcs are drawn. */
  hasArcs?: boolean;
  /** What the hues of edges stand for, while they are drawn by head. */
  heads?: ReactNode;
}

/** What the signs, hues and widths of the graph stand for: those that are in it. */
export function GraphLegend(props: GraphLegendProps) {
  const { nodes, scale = null, unit = "", heat, hasArcs = false, heads } = props;
  const present = new Set(nodes.map(({ mark }) => mark));
  const isFolded = nodes.some(({ holds, mark }) => holds && mark === "error");
  return (
    <div className="graph-legend scroller">
      {heads}
      {marks
        .filter(([mark]) => present.has(mark))
        .map(([mark, name]) => (
          <span key={mark}>
            <MarkGlyph mark={mark} />{" "}
            {mark === "error" && isFolded ? (
              <TermLink
                to="error-node"
                says="What a row's dictionary misses, at all tokens together, is one share of the influence at the row's end; open it for its nodes."
              >
                errors of a row
              </TermLink>
            ) : (
              name
            )}
          </span>
        ))}
      {nodes.some(({ unopened }) => unopened) && (
        <span>
          <svg className="legend-more node-more" viewBox="-4.5 -4.5 11 11" aria-hidden="true">
            <circle cx="1" cy="1" r="4.5" />
            <path d="M-1.5 1h5M1 -1.5v5" />
          </svg>{" "}
          <TermLink
            to="not-expanded"
            says="What it gets, and from whom, is not in the graph; expanding it takes that in."
          >
            not expanded
          </TermLink>
        </span>
      )}
      {nodes.some(({ standing }) => standing) && (
        <span>
          <b className="mono">ab</b>{" "}
          <TermLink
            to="label"
            says="A name in bold is one that people gave, underlined where they disagree; all others are made by rule."
          >
            label
          </TermLink>
        </span>
      )}
      <span>
        <i className="legend-edge" data-sign={heads ? undefined : "1"} /> adds
      </span>
      <span>
        <i className="legend-edge" data-sign={heads ? "dashed" : "-1"} />{" "}
        <TermLink
          to="contribution"
          says="An edge is the wider, the more of what its target gets comes by it. Edges of biases and of a row's errors show when an end is chosen."
        >
          takes away
        </TermLink>
      </span>
      {hasArcs && (
        <span>
          <svg className="legend-measured" viewBox="0 0 20 12" aria-hidden="true">
            <path className="legend-arc" d="M4 9C4 4 17 8 17 2" />
            <circle className="legend-arc-foot" cx="4" cy="9" r="2.5" />
          </svg>{" "}
          <TermLink
            to="arc"
            says="What the feature reads at a token, by head; dashed where it takes away. Press one for who wrote that there and why the head looked there."
          >
            read by a head
          </TermLink>
        </span>
      )}
      {scale ? (
        <MeasuredLegend nodes={nodes} top={scale.top} unit={unit} />
      ) : (
        <span>
          <i className="legend-weight" />{" "}
          <TermLink
            to="influence"
            says="The part of the target that leads back to a node, on a square-root scale: a chip's whole width is all of it."
          >
            influence
          </TermLink>
        </span>
      )}
      {heat !== undefined && (
        <span>
          <TermLink
            to="end"
            says="Influence is followed back from the target until it ends in a leaf: here, what ends at each token, over all layers."
          >
            ends at a token
          </TermLink>
          {heat === null ? <span className="legend-ramp" /> : <HeatLegend top={heat} />}
        </span>
      )}
    </div>
  );
}

/** What bar and tick stand for once a circuit is causally checked. */
function MeasuredLegend({
  nodes,
  top,
  unit,
}: {
  nodes: GraphLegendProps["nodes"];
  top: number;
  unit: string;
}) {
  return (
    <>
      <span>
        <svg className="legend-measured" viewBox="0 0 20 12" aria-hidden="true">
          <rect className="legend-chip" x="0.5" y="0.5" width="19" height="10" rx="2" />
          <rect className="legend-bar" x="1" y="8" width="9" height="2.5" />
          <path d="M14 5v7" />
        </svg>{" "}
        <TermLink
          to="measured-effect"
          says={`In the units of the target: a chip's whole width is ${formatNumber(top)} ${unit}, on a square-root scale. What has no tick was not ablated.`}
        >
          bar: predicted, tick: measured
        </TermLink>
      </span>
      {nodes.some(({ bar }) => bar?.opposite) && (
        <span>
          <svg className="legend-measured" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M3 3l6 6m0 -6l-6 6" />
          </svg>{" "}
          <Explain explanation="The model does the opposite of what the circuit predicts: the measured effect has the other sign.">
            opposite
          </Explain>
        </span>
      )}
      {nodes.some(({ missed }) => missed) && (
        <span>
          <svg className="legend-more" viewBox="7 -8 11 12" aria-hidden="true">
            <g className="node-missed-flag">
              <path d={missedFlag.box} />
              <path className="node-missed-mark" d={missedFlag.mark} />
            </g>
          </svg>{" "}
          <TermLink
            to="missed"
            says={`Among the ${largestCount} largest measured effects, though its influence is below the slider.`}
          >
            missed
          </TermLink>
        </span>
      )}
    </>
  );
}
