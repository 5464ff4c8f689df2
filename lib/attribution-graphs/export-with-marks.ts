import { z } from "zod";
import { AppError } from "@/lib/errors";
import { decodeView, maxSavedCharacters } from "@/lib/views/view-codec";
import type { MarkedNodes } from "./attribution-graph";
import type { ExportedGraph } from "./view";

/** The circuit page's own parameters, for an export of what stands on it. */
export const viewQuerySchema = z.object({
  view: z.string().max(maxSavedCharacters).optional(),
  node: z.string().max(120).optional(),
});

/**
 * Exports with what a reader has pinned, grouped and chosen in a view, and lists what of the view the file does not
 * take. Throws "invalid-input" for a view that cannot be read.
 */
export async function exportWithMarks(
  query: z.infer<typeof viewQuerySchema>,
  exportGraph: (marked?: MarkedNodes) => Promise<ExportedGraph>,
): Promise<ExportedGraph> {
  if (query.view === undefined) return exportGraph();
  const view = await decodeView(query.view);
  if (!view) throw new AppError("invalid-input", "The view in this address cannot be read.");
  const { pinned, groups, hidden, notes, opened } = view;
  const exported = await exportGraph({
    pinned: pinned.filter((id) => !id.startsWith("group:")),
    groups: groups.map(({ name, members }) => ({ name, nodes: [...members] })),
    clicked: query.node ?? null,
  });
  const left: [count: number, what: string][] = [
    [hidden.length, "hidden nodes, which are in the file"],
    [notes.length, "notes on nodes"],
    [opened.length, "nodes expanded by hand, and what they get"],
  ];
  const lost = left.flatMap(([count, what]) => (count > 0 ? [`view: ${count} ${what}`] : []));
  return { ...exported, lost: [...exported.lost, ...lost] };
}
