import { notFound } from "next/navigation";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";

/** The moderator who looks; for anybody else there is no such page. */
export async function forModerators(): Promise<Extract<Viewer, { kind: "member" }>> {
  const viewer = await getViewer();
  if (viewer.kind !== "member" || !roleIncludes(viewer.role, "moderator")) notFound();
  return viewer;
}
