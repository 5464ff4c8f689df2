import { drawPreview, type HeatToken, previewRoom, previewSize } from "@/components/ui/figure/draw-preview";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { visibleGraph } from "@/lib/circuit-graph/visible-graph";
import { unpackDocument } from "@/lib/documents/packed-document";
import { rasterise } from "@/lib/figures/rasterise";
import { untouchedView } from "@/lib/views/view-state";
import { drawnColumns, drawnNodes, drawnRows } from "../(site)/circuits/_components/workbench/drawn-graph";
import { nodesThatFit } from "../(site)/circuits/_components/workbench/nodes-that-fit";

/** What the picture of a link shows. It goes from thread to thread. */
export interface PagePreview {
  title: string;
  lines: readonly string[];
  /** A circuit as it is stored. */
  circuit?: { packed: Uint8Array; words: NodeWords; layers: number };
  tokens?: readonly (readonly HeatToken[])[];
}

/** The picture of a link to a page, as PNG. It runs on a thread. */
export async function drawPagePreview(preview: PagePreview): Promise<Uint8Array<ArrayBuffer>> {
  return rasterise(pagePreviewSvg(preview), previewSize.width);
}

export function pagePreviewSvg({ title, lines, circuit, tokens }: PagePreview): string {
  if (circuit) return drawPreview({ title, lines, picture: graphOf(circuit) });
  return drawPreview({ title, lines, picture: tokens ? { kind: "tokens", lines: tokens } : null });
}

function graphOf({ packed, words, layers }: NonNullable<PagePreview["circuit"]>) {
  const index = indexGraph(circuitSchema.parse(unpackDocument(packed)));
  const view = untouchedView;
  const visible = visibleGraph(index, view, { most: nodesThatFit(index, words, layers, previewRoom) });
  return {
    kind: "graph" as const,
    root: index.root,
    graph: {
      nodes: drawnNodes({ index, visible, view, words, layers }),
      edges: visible.edges,
      rows: drawnRows(index, layers),
      columns: drawnColumns(words, visible.folds),
    },
  };
}
