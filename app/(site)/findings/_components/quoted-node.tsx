"use client";

import { useSyncExternalStore } from "react";
import {
  isDrawn,
  onDrawnNodes,
  quoteNode,
} from "@/app/(site)/circuits/_components/workbench/quoted-node-event";

/** A node named in a write-up: pointing at it shows it in the graph below. One that the circuit has not says so. */
export function QuotedNode({ id }: { id: string }) {
  const known = useSyncExternalStore(
    onDrawnNodes,
    () => isDrawn(id),
    () => null,
  );
  if (known === false)
    return (
      <span className="missing-node" title="The circuit has no such node">
        <span className="mono">{id}</span> (not in this circuit)
      </span>
    );
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
