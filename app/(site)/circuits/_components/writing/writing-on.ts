import type { Viewer } from "@/lib/auth/viewer-type";
import type { DraftOfCircuit } from "@/lib/findings/find-draft";
import type { WritingAbout } from "./writing-about";

/** What is written on a circuit's own page: the draft that its reader has begun, or a new one. */
export function writingOn(circuitId: string, viewer: Viewer, draft: DraftOfCircuit | null): WritingAbout {
  const isMember = viewer.kind === "member";
  if (!draft)
    return { circuitId, isMember, edited: null, initial: { title: "", body: "", tags: "", state: "" } };
  const { id, revision, title, body, tags, state } = draft;
  return {
    ...{ circuitId, isMember, edited: { findingId: id, revision, isPublished: false } },
    initial: { title, body, tags: tags.join(", "), state },
  };
}
