import { z } from "zod";
import { unpackDocument } from "@/lib/documents/packed-document";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";

const hashing: ThreadWork<typeof hashDocument> = {
  name: "hashDocument",
  file: "lib/findings/versions/graph-hash.ts",
  answer: z.string(),
  // One of 64 MB, the largest that is kept, takes a few seconds.
  maxMillis: 60_000,
  isLong: true,
  tooMuch:
    "This circuit is too large to be published: its graph cannot be summed up. Trace it with a higher threshold.",
};

/** SHA-256 of a packed document as canonical JSON. */
export function hashDocument(packed: Uint8Array): string {
  return canonicalHash(unpackDocument(packed));
}

/** The same on a thread: a large graph takes seconds. Throws "unprocessable" for one that is too much, and what `onThread` throws. */
export function hashGraph(packed: Uint8Array<ArrayBuffer>, asker: string): Promise<string> {
  return onThread(hashing, asker, () => packed);
}
