import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { readPackedGraph, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import type { CircuitDocument } from "../workbench/circuit-document";
import { drawnColumns, drawnNodes, drawnRows } from "../workbench/drawn-graph";
import { indexGraph } from "../workbench/graph-index";
import type { NodeWords } from "../workbench/node-words";
import { untouchedView } from "../workbench/view-state";
import { visibleGraph } from "../workbench/visible-graph";

interface StillCircuit {
  id: string;
  layers: number;
  words: NodeWords;
}

let last: { id: string; drawing: Promise<GraphPictureProps> } | null = null;

/**
 * What a finished circuit looks like before anybody touches it. A graph never changes, and the first page shows
 * everybody the same one, so the last drawing is kept.
 */
export function stillDrawing(circuit: StillCircuit): Promise<GraphPictureProps> {
  if (last?.id !== circuit.id) {
    const drawing = draw(circuit);
    last = { id: circuit.id, drawing };
    drawing.catch(() => {
      last = null;
    });
  }
  return last.drawing;
}

async function draw({ id, layers, words }: StillCircuit): Promise<GraphPictureProps> {
  // Written by this site's own workers, who check what they write.
  const document = unpackDocument(await readPackedGraph(id)) as CircuitDocument;
  const index = indexGraph(document);
  const visible = visibleGraph(index, untouchedView);
  return {
    nodes: drawnNodes({ index, visible, view: untouchedView, words, layers }),
    edges: visible.edges.filter(({ quiet }) => !quiet),
    rows: drawnRows(index, layers),
    columns: drawnColumns(words),
  };
}
