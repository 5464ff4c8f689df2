import { z } from "zod";
import { AppError } from "@/lib/errors";
import { decodeView, maxSavedCharacters } from "@/lib/views/view-codec";
import type { MarkedNodes } from "./attribution-graph";

/** The circuit page's own parameters, for an export of what stands on it. */
export const viewQuerySchema = z.object({
  view: z.string().max(maxSavedCharacters).optional(),
  node: z.string().max(120).optional(),
});

/** What a reader has pinned, grouped and chosen in a view, and what of it an attribution graph does not take. */
export interface ViewMarks {
  marked?: MarkedNodes;
  /** In a sentence each. */
  lost: string[];
}

/** Throws "invalid-input" for a view that cannot be read. */
export async function marksOfView(query: z.infer<typeof viewQuerySchema>): Promise<ViewMarks> {
  if (query.view === undefined) return { lost: [] };
  const view = await decodeView(query.view);
  if (!view) throw new AppError("invalid-input", "The view in this address cannot be read.");
  const { pinned, groups, hidden, notes, opened } = view;
  const marked = {
    pinned: pinned.filter((id) => !id.startsWith("group:")),
    groups: groups.map(({ name, members }) => ({ name, nodes: [...members] })),
    clicked: query.node ?? null,
  };
  const left: [count: number, what: string][] = [
    [hidden.length, "hidden nodes, which are in the file"],
    [notes.length, "notes on nodes"],
    [opened.length, "nodes expanded by hand, and what they get"],
  ];
  return { marked, lost: left.flatMap(([count, what]) => (count > 0 ? [`view: ${count} ${what}`] : [])) };
}
