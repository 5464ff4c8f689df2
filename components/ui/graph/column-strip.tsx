import { type KeyboardEvent, useMemo, useRef } from "react";
import { partWords, tokenName } from "@/lib/tokens/token-words";
import { formatNumber } from "../format-number";
import { heatLevel } from "../heat";
import { strideTo } from "../strip-keys";
import { TokenText } from "../token-text";
import { type ColumnHead, columnHeads } from "./column-heads";
import type { GraphLayout } from "./layout";
import type { GraphColumn, GraphStrip } from "./types";

export interface ColumnStripProps {
  layout: GraphLayout;
  columns: readonly GraphColumn[];
  /** The column one is looking at. */
  column: number | null;
  strip: GraphStrip | undefined;
  /** Called with the node that a token leads to. */
  onSelect: (node: string) => void;
  /** Called with the columns that were folded and are to stand by themselves. */
  onUnfold: (columns: readonly number[]) => void;
  /** Called with what the keyboard has come to, which may be out of sight. */
  onReach: (head: ColumnHead) => void;
}

/**
 * The text under the graph, each token under its column, with heat behind it. It is one tab stop: the arrow keys walk, and
 * choose what a token leads to. Neighbours without nodes are one, until it is pressed.
 */
export function ColumnStrip(props: ColumnStripProps) {
  const { layout, columns, column, strip, onSelect, onUnfold, onReach } = props;
  const list = useRef<HTMLDivElement>(null);
  const heads = useMemo(() => columnHeads(layout, columns), [layout, columns]);
  const options = heads.filter((head) => head.folded || columns[head.column]?.token);
  const current = options.find((head) => head.column === column) ?? options[0];

  function choose({ column, count, folded }: ColumnHead) {
    if (folded) return onUnfold(Array.from({ length: count }, (_, i) => column + i));
    const node = strip?.leadsTo.get(columns[column]?.token?.position ?? -1);
    if (node !== undefined) onSelect(node);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const boxes = [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const from = boxes.indexOf(event.target);
    const here = options[from];
    if (!here) return;
    if (event.key === "Enter" || event.key === " ") choose(here);
    else {
      const places = options.map(({ x, width }) => ({ left: x, top: 0, width }));
      const to = strideTo(event.key, from, places);
      const head = to === null ? undefined : options[to];
      if (to === null || !head) return;
      boxes[to]?.focus({ preventScroll: true });
      onReach(head);
      // What is folded is opened by a press alone: who walks past wants to know what comes next.
      if (to !== from && !head.folded) choose(head);
    }
    event.preventDefault();
  }

  return (
    <div
      ref={list}
      className="graph-axis-columns strip"
      role="listbox"
      aria-orientation="horizontal"
      aria-label="The tokens of the text, under their columns. Arrow keys walk from one to the next."
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {heads.map((head) => (
        <Head
          key={head.folded ? `folded ${head.column}` : head.column}
          head={head}
          heading={columns[head.column]}
          strip={strip}
          isCurrent={head.column === column && !head.folded}
          tabbable={head === current}
          onPress={() => choose(head)}
        />
      ))}
    </div>
  );
}

interface HeadProps {
  head: ColumnHead;
  heading: GraphColumn | undefined;
  strip: GraphStrip | undefined;
  isCurrent: boolean;
  tabbable: boolean;
  onPress: () => void;
}

/** One token, several that are folded, or the name of a column that is of none. */
function Head({ head, heading, strip, isCurrent, tabbable, onPress }: HeadProps) {
  const token = head.folded ? undefined : heading?.token;
  // Its place follows the drawing (axes.tsx).
  const place = { "data-column": head.column, "data-x": head.x, "data-width": head.width };
  if (!head.folded && !token)
    return (
      <span className="graph-head" {...place} title={head.name} aria-hidden="true">
        <span className="graph-head-text">{head.label}</span>
      </span>
    );
  const value = token ? (strip?.values.get(token.position) ?? 0) : 0;
  const shown = value > 0 ? formatNumber(value) : undefined;
  const name = token ? `${token.position}: ${tokenName(token)}` : `${head.name}. Press to open`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the strip's
    <span
      className="graph-head token"
      role="option"
      aria-selected={isCurrent}
      aria-label={`${name}${shown && strip ? `, ${strip.measure} ${shown}` : ""}`}
      title={token ? partWords(token) || undefined : head.name}
      tabIndex={tabbable ? 0 : -1}
      data-folded={head.folded || undefined}
      data-thing={token && `@${token.position}`}
      data-heat={heatLevel(value, strip?.top ?? 0) || undefined}
      data-value={shown}
      onClick={onPress}
      {...place}
    >
      <span className="graph-head-text">{token ? <TokenText token={token} /> : head.label}</span>
    </span>
  );
}
