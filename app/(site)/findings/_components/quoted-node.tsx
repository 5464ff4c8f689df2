"use client";

import { useSyncExternalStore } from "react";
import {
  isDrawn,
  onDrawnNodes,
  quoteNode,
} from "@/app/(site)/circuits/_components/workbench/quoted-node-event";
import { edgeThing } from "@/components/ui/graph/lit-things";

/** A node named in a write-up: pointing at it shows it in the graph. One that the circuit has not says so. */
export function QuotedNode({ id }: { id: string }) {
  if (useDrawn(id) === false) return <Missing what="node">{id}</Missing>;
  return (
    <button
      type="button"
      className="quoted-node mono"
      data-thing={id}
      title="Show this node in the graph"
      onMouseEnter={() => quoteNode(id)}
      onFocus={() => quoteNode(id)}
      onClick={() => quoteNode(id, { scroll: true })}
    >
      {id}
    </button>
  );
}

/** An edge named in a write-up, `source > target`: pointing at it lights it in the graph, pressing it chooses its target. */
export function QuotedEdge({ ends }: { ends: string }) {
  const [source = "", target = ""] = ends.split(" > ");
  const [from, to] = [useDrawn(source), useDrawn(target)];
  if (from === false || to === false) return <Missing what="edge">{ends}</Missing>;
  return (
    <button
      type="button"
      className="quoted-node mono"
      data-thing={edgeThing({ source, target })}
      title="Show this edge in the graph"
      onClick={() => quoteNode(target, { scroll: true })}
    >
      {`${source} \u2192 ${target}`}
    </button>
  );
}

/** Whether the circuit on the page has the node; null while that is not known. */
function useDrawn(id: string): boolean | null {
  return useSyncExternalStore(
    onDrawnNodes,
    () => isDrawn(id),
    () => null,
  );
}

function Missing({ what, children }: { what: string; children: string }) {
  return (
    <span className="missing-node" title={`The circuit has no such ${what}`}>
      <span className="mono">{children}</span> (not in this circuit)
    </span>
  );
}
