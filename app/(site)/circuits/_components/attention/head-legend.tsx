import { TermLink } from "@/app/_components/term/term-link";
import { formatProbability } from "@/components/ui/format-number";
import type { ByHead } from "@/lib/circuit-graph/edge-heads";
import { type EdgesByHead, type HuedHead, headName, noHead, otherHeads } from "../workbench/drawn-edges";
import "./attention.css";

interface HeadLegendProps {
  byHead: ByHead;
  heads: EdgesByHead["heads"];
  /** Whether any edge of the circuit is split. */
  isSplit: boolean;
  onChange: (byHead: ByHead) => void;
}

const words = {
  read: {
    name: "read by",
    none: "No edge that is drawn is read by a head: small edges are not split.",
  },
  wrote: {
    name: "written by",
    none: "No edge that is drawn was written by a head: small edges are not split.",
  },
};

const noneSplit =
  "No edge of this circuit is split by head: those of earlier releases are not. Compute it anew to see which heads carry it.";

/** Which head each hue of the edges stands for. Pressing one leaves what it carries alone. */
export function HeadLegend({ byHead, heads, isSplit, onChange }: HeadLegendProps) {
  const { way, head: only } = byHead;
  const isOnly = ({ layer, head }: HuedHead) => only?.layer === layer && only.head === head;
  const shown = heads.filter((each) => each.hue < otherHeads || isOnly(each));
  const others = heads.length - shown.length;
  const { name, none } = words[way];
  return (
    <fieldset className="head-legend">
      <legend className="sr-only">Edges by the head they are {name}</legend>
      <TermLink
        to="edge-by-head"
        says="An edge has the hue of the head that carries most of it. The share beside a head is of the circuit's influence, over edges that are drawn. Press one to see what it alone carries."
      >
        {name}
      </TermLink>
      {heads.length === 0 && <span>{isSplit ? none : noneSplit}</span>}
      {shown.map((each) => (
        <button
          key={headName(each)}
          type="button"
          className="legend-head"
          aria-pressed={isOnly(each)}
          onClick={() =>
            onChange({ way, head: isOnly(each) ? null : { layer: each.layer, head: each.head } })
          }
        >
          <Line hue={each.hue} /> <span className="mono">{headName(each)}</span>{" "}
          {formatProbability(each.influence)}
        </button>
      ))}
      {only && !heads.some(isOnly) && heads.length > 0 && (
        <span>
          head {headName(only)} carries nothing that is drawn{" "}
          <button type="button" className="text-link" onClick={() => onChange({ way, head: null })}>
            all heads
          </button>
        </span>
      )}
      {!only && others > 0 && (
        <span className="legend-head">
          <Line hue={otherHeads} /> {others === 1 ? "another head" : `${others} other heads`}
        </span>
      )}
      {!only && heads.length > 0 && (
        <span className="legend-head">
          <Line hue={noHead} /> by none
        </span>
      )}
    </fieldset>
  );
}

function Line({ hue }: { hue: number }) {
  return (
    <svg className="legend-head-line" viewBox="0 0 20 4" aria-hidden="true">
      <path data-hue={hue} d="M0 2H20" />
    </svg>
  );
}
