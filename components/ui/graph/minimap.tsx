import { forwardRef, memo, type PointerEvent } from "react";
import type { GraphLayout } from "./layout";
import type { GraphNode } from "./types";

interface MinimapProps {
  layout: GraphLayout;
  nodes: readonly GraphNode[];
  onMove: (x: number, y: number) => void;
}

/** The whole graph in small, with a frame around what the canvas shows. A press or a drag moves the canvas there. */
export const Minimap = forwardRef<SVGRectElement, MinimapProps>(function Minimap(
  { layout, nodes, onMove },
  frame,
) {
  function move(event: PointerEvent<SVGSVGElement>) {
    if (event.buttons !== 1) return;
    const matrix = event.currentTarget.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    onMove(at.x, at.y);
  }
  return (
    <svg
      className="graph-minimap"
      viewBox={`0 0 ${Math.max(1, layout.width)} ${Math.max(1, layout.height)}`}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={move}
    >
      <MinimapNodes layout={layout} nodes={nodes} />
      <rect ref={frame} className="graph-minimap-frame" />
    </svg>
  );
});

const MinimapNodes = memo(function MinimapNodes({ layout, nodes }: Pick<MinimapProps, "layout" | "nodes">) {
  return nodes.map(({ id, mark }) => {
    const box = layout.places.get(id);
    return (
      box && <rect key={id} data-mark={mark} x={box.x} y={box.y} width={box.width} height={box.height} />
    );
  });
});
