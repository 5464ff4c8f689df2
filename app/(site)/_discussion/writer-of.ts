import type { Viewer } from "@/lib/auth/viewer-type";
import type { Writer } from "@/lib/discussion/after-change";

/** Who would write, of whoever looks at a page; null for a guest. */
export function writerOf(viewer: Viewer): Writer | null {
  return viewer.kind === "member" ? { handle: viewer.handle, name: viewer.name } : null;
}
