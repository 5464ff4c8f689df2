import { storedBytes } from "@/lib/limits/storage";

interface Revision {
  body: string;
  state: string;
  writeUp: unknown;
}

/** What a revision takes, beside the text that the finding itself has of it. */
export function revisionBytes({ body, state, writeUp }: Revision): number {
  return storedBytes(2 * (Buffer.byteLength(body) + state.length) + JSON.stringify(writeUp ?? null).length);
}
