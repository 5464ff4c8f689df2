"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { usePressedArc } from "./arc-popover";
import { ArcName, Arcs } from "./arcs";
import { Axes, placeAxes } from "./axes";
import { isCrowdedChip } from "./crowded";
import { Edges, Ground } from "./graph-layers";
import { type Box, pageRoom, type Room } from "./layout";
import { LitEdges } from "./lit-edges";
import { Minimap } from "./minimap";
import { NodeChip } from "./node-chip";
import { NodeName, placeName } from "./node-name";
import { relatedTo } from "./related";
import { stepTo } from "./step-keys";
import type { GraphColumn, GraphEdge, GraphNode, GraphRow, GraphStrip } from "./types";
import { useLayout } from "./use-layout";
import { type CanvasArcs, useShownArcs } from "./use-shown-arcs";
import { inset, useZoom } from "./use-zoom";
import { ZoomButtons } from "./zoom-buttons";

export interface GraphCanvasProps {
  /** What the graph is, for those who cannot see it. */
  label: string;
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  rows: readonly GraphRow[];
  columns: readonly GraphColumn[];
  arcs?: CanvasArcs;
  /** What the heads of columns that are of a token show and lead to. */
  strip?: GraphStrip;
  /** The node where one starts. */
  root: string;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** The nodes picked for what one is about to do with several. */
  marked?: ReadonlySet<string>;
  /** Called with a node that is picked. Without it, picking a node chooses it. */
  onMark?: (id: string) => void;
  /** Called at Enter or a double click, which lead to what is told about the node. */
  onEnter?: () => void;
  /** Called with what the canvas has room for, before its first sight and whenever it is another. */
  onRoom?: (room: Room) => void;
  /** What an edge says of itself, beside the pointer. */
  edgeWords?: (edge: GraphEdge) => string;
  /** Called with a key that is not the canvas's own, while a node has focus. */
  onKey?: (event: KeyboardEvent, id: string) => void;
}

const none: ReadonlySet<string> = new Set();
const noop = () => {};

/** From further away than this its text would be smaller than 11 px, and goes. A step of the zoom and back is not quite one. */
const nearest = 1 - 1e-6;

/** A graph on fixed axes that pans and zooms. It is one tab stop; the arrow keys walk and choose. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { label, nodes, edges, rows, columns, arcs, root, selected, onSelect } = props;
  const { marked = none, onMark = onSelect, onEnter = noop, onKey = noop, onRoom = noop } = props;
  const svg = useRef<SVGSVGElement>(null);
  const scene = useRef<SVGGElement>(null);
  const axes = useRef<HTMLDivElement>(null);
  const frame = useRef<SVGRectElement>(null);
  const minimap = useRef<HTMLDivElement>(null);
  const name = useRef<HTMLDivElement>(null);
  const edgeLabel = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(pageRoom);
  const [pointed, setPointed] = useState<string | null>(null);
  const [whole, setWhole] = useState(true);
  const isWhole = useRef(true);
  const { layout, chips, openCell, unfold, foldAll } = useLayout({
    ...{ nodes, rows, columns, room, root, selected },
  });
  const chosen = selected !== null && layout.places.has(selected) ? selected : null;
  const named = nodes.find(({ id }) => id === (pointed ?? chosen));
  const namedBox = named && layout.places.get(named.id);
  const zoom = useZoom(svg, draw);

  function draw(at: { x: number; y: number; k: number }) {
    scene.current?.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${at.k})`);
    svg.current?.toggleAttribute("data-far", at.k < nearest);
    if (name.current && namedBox) placeName(name.current, namedBox, at);
    if (axes.current) placeAxes(axes.current, layout, at);
    const { clientWidth = 0, clientHeight = 0 } = svg.current ?? {};
    const shown = {
      x: (inset.left - at.x) / at.k,
      y: -at.y / at.k,
      // A canvas that is being taken away shows nothing.
      width: Math.max(0, clientWidth - inset.left) / at.k,
      height: Math.max(0, clientHeight - inset.bottom) / at.k,
    };
    for (const [name, value] of Object.entries(shown)) frame.current?.setAttribute(name, value.toFixed(1));
    isWhole.current =
      shown.x <= 1 &&
      shown.y <= 1 &&
      shown.x + shown.width >= layout.width - 1 &&
      shown.y + shown.height >= layout.height - 1;
    setWhole(isWhole.current);
  }

  function reveal(box: Box) {
    const { offsetWidth = 0, offsetHeight = 0 } = minimap.current ?? {};
    const margin = offsetWidth > 0 ? 12 : 0;
    const covered = { width: offsetWidth + margin, height: offsetHeight + margin };
    zoom.reveal(box, isWhole.current ? { width: 0, height: 0 } : covered);
  }

  // The room is known before the first paint, and followed from then on.
  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return;
    function measure() {
      const now = zoom.room();
      setRoom((known) => (known.width === now.width && known.height === now.height ? known : now));
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [zoom]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another room is told
  useLayoutEffect(() => {
    if (room !== pageRoom) onRoom(room);
  }, [room]);

  // Whatever changes what is drawn, or the room for it, leaves all of it in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new layout moves anything
  useLayoutEffect(() => {
    zoom.fit(layout);
    draw(zoom.current());
  }, [layout]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a name is placed when it is another's
  useLayoutEffect(() => {
    if (name.current && namedBox) placeName(name.current, namedBox, zoom.current());
  }, [named?.id, namedBox]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice or layout brings into sight, nothing else
  useEffect(() => {
    const box = selected === null ? undefined : layout.places.get(selected);
    if (box) reveal(box);
  }, [selected, layout, zoom]);

  /** As it was before anything was moved or unfolded. */
  function showAll() {
    foldAll();
    zoom.fit(layout);
  }

  function nodeAt(target: EventTarget): string | null {
    return target instanceof Element
      ? (target.closest("[data-node]")?.getAttribute("data-node") ?? null)
      : null;
  }
  /** What is drawn of the graph, and the chips for what is not. */
  function walkable() {
    const isDrawn = (id: string) => layout.places.has(id);
    return {
      nodes: [...nodes, ...chips].filter(({ id }) => isDrawn(id)),
      edges: edges.filter(({ source, target }) => isDrawn(source) && isDrawn(target)),
      layout,
    };
  }
  function focusOn(id: string) {
    const node = svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`);
    node?.focus({ preventScroll: true });
  }
  /** Opens a chip that stands for several nodes, and leads the keyboard to the first of them. Returns whether it is one. */
  function opened(id: string): boolean {
    const [first] = layout.crowded.find((cell) => cell.id === id)?.nodes ?? [];
    if (first && openCell(id)) requestAnimationFrame(() => focusOn(first.id));
    return first !== undefined;
  }
  function onClick(event: MouseEvent) {
    const id = nodeAt(event.target);
    if (id === null) return onSelect(null);
    if (opened(id)) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return onMark(id);
    onSelect(id);
  }
  // A node that is reached by the keyboard is brought into sight. One that is clicked is in sight already.
  function onFocus(event: FocusEvent) {
    const box = layout.places.get(nodeAt(event.target) ?? "");
    if (box && event.target.matches(":focus-visible")) reveal(box);
  }
  function onKeyDown(event: KeyboardEvent) {
    const id = nodeAt(event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) return id === null ? undefined : onKey(event, id);
    if (event.key === "+" || event.key === "=") zoom.by(1.25);
    else if (event.key === "-") zoom.by(0.8);
    else if (event.key === "0") showAll();
    else if (id === null) return;
    else if ((event.key === "Enter" || event.key === " ") && opened(id)) {
      // What it stood for is drawn now.
    } else if (event.key === "Enter") {
      onSelect(id);
      onEnter();
    } else if (event.key === " ") onMark(id);
    else if (event.key === "Escape") onSelect(null);
    else {
      const to = stepTo(event.key, id, walkable());
      if (to === null) return isCrowdedChip(id) ? undefined : onKey(event, id);
      focusOn(to);
      if (!isCrowdedChip(to)) onSelect(to);
    }
    event.preventDefault();
  }

  const pressedArc = usePressedArc(arcs);
  const { shown, writers } = useShownArcs(arcs, nodes, { chosen, pointed });
  const related = useMemo(() => relatedTo(edges, chosen, root, writers), [edges, chosen, root, writers]);
  const column = nodes.find(({ id }) => id === selected)?.column ?? null;

  return (
    <div className="graph">
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG is what is drawn; its nodes are buttons */}
      <svg
        ref={svg}
        className="graph-svg"
        role="group"
        aria-label={label}
        onClick={onClick}
        onDoubleClick={({ target }) => nodes.some(({ id }) => id === nodeAt(target)) && onEnter()}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onPointerOver={({ target, pointerType }) => pointerType === "mouse" && setPointed(nodeAt(target))}
        onPointerLeave={() => setPointed(null)}
      >
        <g ref={scene} className="graph-scene">
          <Ground layout={layout} rows={rows} />
          <Edges layout={layout} edges={related.loud} faint={related.nodes !== null} />
          {related.edges && <Edges layout={layout} edges={related.edges} faint={false} />}
          {arcs && <Arcs layout={layout} arcs={shown} chosen={arcs.chosen} onChoose={pressedArc.press} />}
          <LitEdges
            {...{ svg, scene, label: edgeLabel, layout }}
            edges={related.edges ?? related.loud}
            words={props.edgeWords}
          />
          {[...nodes, ...chips].map((node) => {
            const box = layout.places.get(node.id);
            return (
              box && (
                <NodeChip
                  key={node.id}
                  node={node}
                  text={layout.texts.get(node.id) ?? ""}
                  box={box}
                  selected={node.id === selected}
                  marked={marked.has(node.id)}
                  faint={related.nodes !== null && !related.nodes.has(node.id)}
                  tabbable={node.id === (chosen ?? root)}
                />
              )
            );
          })}
          {arcs && <ArcName layout={layout} arcs={shown} chosen={arcs.chosen} />}
        </g>
      </svg>
      {named && namedBox && (
        <NodeName ref={name} text={named.text} isWhole={layout.texts.get(named.id) === named.text} />
      )}
      <div ref={edgeLabel} className="graph-edge-label" aria-hidden="true" />
      {pressedArc.popover}
      <Axes
        ref={axes}
        layout={layout}
        rows={rows}
        columns={columns}
        column={column}
        strip={props.strip}
        onSelect={onSelect}
        onUnfold={unfold}
        onReach={({ x, width }) => reveal({ x, width, y: -zoom.current().y / zoom.current().k, height: 0 })}
      />
      <ZoomButtons onZoom={zoom.by} onFit={showAll} />
      <div ref={minimap} className="graph-minimap-place" data-whole={whole || undefined}>
        <Minimap ref={frame} layout={layout} nodes={nodes} onMove={zoom.centre} />
      </div>
    </div>
  );
}
