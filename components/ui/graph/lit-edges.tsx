import { type RefObject, useEffect, useEffectEvent, useMemo, useRef } from "react";
import { type EdgeLines, edgeAt, edgeLines } from "./edge-at";
import { bundleEdges, edgeCurve } from "./edge-paths";
import type { GraphLayout } from "./layout";
import { edgeThing, followThings, light, lightAgain, onLit, readThing } from "./lit-things";
import type { GraphEdge } from "./types";

interface LitEdgesProps {
  svg: RefObject<SVGSVGElement | null>;
  /** What is moved and scaled: its own units are the layout's. */
  scene: RefObject<SVGGElement | null>;
  /** Where the number of the lit edge is written. */
  label: RefObject<HTMLElement | null>;
  layout: GraphLayout;
  /** Those that are drawn, of which one may be pointed at. */
  edges: readonly GraphEdge[];
  /** What an edge says of itself. */
  words?: ((edge: GraphEdge) => string) | undefined;
}

/** How far from its line an edge is still pointed at, in pixels of the screen. */
const reach = 5;

/**
 * The edges of what is lit, over all others, and the number of the one that is pointed at. Edges are drawn bundled, so
 * the one under the pointer is reckoned. None of it is React's to draw: a hover draws a few paths and no chip.
 */
export function LitEdges({ svg, scene, label, layout, edges, words }: LitEdgesProps) {
  const layer = useRef<SVGGElement>(null);
  const lines = useMemo(() => linesOnDemand(layout, edges), [layout, edges]);
  const pointer = useRef<{ x: number; y: number } | null>(null);

  const show = useEffectEvent((thing: string | null) => {
    const own = thing === null ? [] : edgesOf(readThing(thing), thing, edges);
    draw(layer.current, layout, own);
    const [edge] = own;
    const said = edge && thing === edgeThing(edge) && words ? words(edge) : "";
    if (label.current) label.current.textContent = said;
    if (edge && said && label.current && svg.current)
      place(label.current, svg.current, pointer.current ?? middleOf(edge));
  });

  /** In pixels of the screen, where no pointer says where the number is looked for. */
  function middleOf({ source, target }: GraphEdge) {
    const curve = edgeCurve(layout, source, target);
    const matrix = scene.current?.getScreenCTM();
    if (!curve || !matrix) return { x: 0, y: 0 };
    const middle = new DOMPoint((curve.x1 + curve.x2) / 2, (curve.y1 + curve.y2) / 2);
    return middle.matrixTransform(matrix);
  }

  const point = useEffectEvent((event: PointerEvent) => {
    const { target, clientX, clientY, pointerType, buttons } = event;
    const isOnNode = target instanceof Element && target.closest("[data-thing]");
    const matrix = scene.current?.getScreenCTM();
    if (pointerType === "touch" || isOnNode || buttons !== 0 || !matrix) return;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const edge = edgeAt(lines(), x, y, reach / matrix.a);
    pointer.current = { x: clientX, y: clientY };
    light(edge && edgeThing(edge));
    pointer.current = null;
  });

  useEffect(followThings, []);
  useEffect(() => onLit((thing) => show(thing)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout is another drawing
  useEffect(lightAgain, [layout]);
  useEffect(() => {
    const element = svg.current;
    const onMove = (event: PointerEvent) => point(event);
    element?.addEventListener("pointermove", onMove, { passive: true });
    return () => element?.removeEventListener("pointermove", onMove);
  }, [svg]);

  return <g ref={layer} className="graph-lit" />;
}

/** Reckoned when first pointed at: a slider that is drawn along lays out many graphs that nobody points at. */
function linesOnDemand(layout: GraphLayout, edges: readonly GraphEdge[]): () => EdgeLines {
  let lines: EdgeLines | null = null;
  return () => {
    lines ??= edgeLines(layout, edges);
    return lines;
  };
}

/** The edges that are lit with a thing: itself, or those of a node. A token has none: all that stands at it is lit. */
function edgesOf(
  { node, edge }: ReturnType<typeof readThing>,
  thing: string,
  edges: readonly GraphEdge[],
): readonly GraphEdge[] {
  if (edge) return edges.filter((each) => edgeThing(each) === thing).slice(0, 1);
  return node === null ? [] : edges.filter(({ source, target }) => source === node || target === node);
}

function draw(layer: SVGGElement | null, layout: GraphLayout, edges: readonly GraphEdge[]): void {
  if (!layer) return;
  const paths = bundleEdges(layout, edges).map(({ sign, hue, width, d }) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("data-sign", String(sign));
    if (hue !== undefined) path.setAttribute("data-hue", String(hue));
    path.setAttribute("stroke-width", String(Math.max(2, width)));
    return path;
  });
  layer.replaceChildren(...paths);
}

/** Beside the pointer, within the canvas's sides. */
function place(label: HTMLElement, svg: SVGSVGElement, { x, y }: { x: number; y: number }): void {
  const canvas = svg.getBoundingClientRect();
  const across = Math.max(4, Math.min(x - canvas.left + 12, canvas.width - label.offsetWidth - 4));
  const under = y - canvas.top + 14;
  const along = under + label.offsetHeight > canvas.height ? y - canvas.top - label.offsetHeight - 10 : under;
  label.style.transform = `translate(${across}px, ${along}px)`;
}
