import { mostPrompts } from "@/app/_typed/latest-prompts";
import type { Viewer } from "@/lib/auth/viewer-type";
import { findRuns } from "@/lib/runs/find-runs";

/** The texts that a member ran last through a model, in whatever browser; a guest's are known to their browser alone. */
export async function latestOf(viewer: Viewer, model: string): Promise<string[]> {
  if (viewer.kind === "guest") return [];
  const { items } = await findRuns({ requesterId: viewer.id, limit: 2 * mostPrompts });
  return items.flatMap(({ text, modelName }) => (modelName === model ? text : [])).slice(0, mostPrompts);
}
