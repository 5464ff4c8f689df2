import { storedBytes } from "@/lib/limits/storage";

/** What a revision of a comment takes, with what the comment itself has of it. */
export function commentBytes(body: string, writeUp: unknown): number {
  return storedBytes(2 * Buffer.byteLength(body) + JSON.stringify(writeUp).length);
}
