import { type KeyboardEvent, useRef } from "react";
import { Bar } from "@/components/ui/bar";
import { formatProbability } from "@/components/ui/format-number";
import { nodeThing } from "@/components/ui/graph/lit-things";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import type { GraphNode } from "@/components/ui/graph/types";
import { TokenChip } from "@/components/ui/token-text";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import { endColumn } from "../workbench/drawn-graph";
import { MeasuredWords } from "../workbench/shown-effects";
import type { WorkbenchState } from "./use-workbench";
import "./node-list.css";

interface Part {
  column: number;
  nodes: GraphNode[];
}

/**
 * The drawn graph for narrow windows, as a list one can walk: the target, then token by token what stands there, the most
 * influential first, and last what stands at no token. It is one tab stop.
 */
export function NodeList({ workbench }: { workbench: WorkbenchState }) {
  const { drawn, words, index, drawnSelection, select } = workbench;
  const list = useRef<HTMLDivElement>(null);
  const foldNames = new Map(
    workbench.visible.folds.map(({ id, kind, layer }) => [
      id,
      `errors of the ${dictionaryWords[kind]}, layer ${layer}`,
    ]),
  );
  const end = endColumn(words);
  const parts = partsOf(drawn.nodes, index.root);
  const shown = parts.flatMap(({ nodes }) => nodes);
  const current = shown.find(({ id }) => id === drawnSelection) ?? shown[0];

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (way === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLElement)) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(".node-row") ?? [])];
    const to = rows.indexOf(event.target) + way;
    const next = shown[to];
    if (!next) return;
    rows[to]?.focus();
    select(next.id);
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div ref={list} className="node-list" onKeyDown={onKeyDown}>
      {parts.map(({ column, nodes }) => (
        <section key={column}>
          <h2>
            {column === target ? (
              "The target"
            ) : column === end ? (
              "At no token"
            ) : (
              <>
                <TokenChip token={words.tokens[column]} /> <span>token {column}</span>
              </>
            )}
          </h2>
          <ul>
            {nodes.map(({ id, mark, text, name, weight }) => (
              <li key={id}>
                <button
                  type="button"
                  className="node-row"
                  aria-label={name}
                  aria-pressed={id === drawnSelection}
                  tabIndex={id === current?.id ? 0 : -1}
                  data-thing={nodeThing(id)}
                  onClick={() => select(id)}
                >
                  <MarkGlyph mark={mark} />
                  <span className="node-row-text">
                    {foldNames.get(id) ?? text}
                    <MeasuredWords id={id} />
                  </span>
                  <Bar value={Math.sqrt(weight)} top={1} scale="plain" />
                  <span className="mono">{formatProbability(weight)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="text-ink-soft text-s">
        Bars and shares: influence, the part of the target that leads back to a node; bars on a square-root
        scale.
      </p>
    </div>
  );
}

/** Where the target stands by itself. */
const target = -1;

function partsOf(nodes: readonly GraphNode[], root: string): Part[] {
  const parts = new Map<number, GraphNode[]>();
  for (const node of nodes) {
    const column = node.id === root ? target : node.column;
    parts.set(column, [...(parts.get(column) ?? []), node]);
  }
  return [...parts]
    .map(([column, nodes]) => ({ column, nodes: nodes.sort((a, b) => b.weight - a.weight) }))
    .sort((a, b) => a.column - b.column);
}
