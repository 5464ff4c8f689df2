import { notFound, redirect } from "next/navigation";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";

/** The same for administrators alone. */
export async function forAdministrators(path: string): Promise<Extract<Viewer, { kind: "member" }>> {
  const viewer = await forModerators(path);
  if (!roleIncludes(viewer.role, "administrator")) notFound();
  return viewer;
}

/** The moderator who looks; who is not signed in may be one, and for other members there is no such page. */
export async function forModerators(path: string): Promise<Extract<Viewer, { kind: "member" }>> {
  const viewer = await getViewer();
  if (viewer.kind === "guest") redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  if (!roleIncludes(viewer.role, "moderator")) notFound();
  return viewer;
}
