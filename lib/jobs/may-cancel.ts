import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";

/** Whose computation somebody may stop: their own, and moderators anyone's. */
export function mayCancel(viewer: Viewer, requesterId: string | null): boolean {
  if (viewer.kind !== "member") return false;
  return roleIncludes(viewer.role, "moderator") || viewer.id === requesterId;
}
