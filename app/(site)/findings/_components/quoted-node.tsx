"use client";

import { quoteNode } from "@/app/(site)/circuits/_components/workbench/quoted-node-event";

/** A node named in a write-up: pointing at it shows it in the graph below. */
export function QuotedNode({ id }: { id: string }) {
  return (
    <button
      type="button"
      className="quoted-node mono"
      title="Show this node in the graph"
      onMouseEnter={() => quoteNode(id)}
      onFocus={() => quoteNode(id)}
      onClick={() => quoteNode(id, { scroll: true })}
    >
      {id}
    </button>
  );
}
