import { storedBytes } from "@/lib/limits/storage";

interface Said {
  text: string;
  rationale: string;
  writeUp: unknown;
  evidence: unknown;
  program?: string | null | undefined;
}

/** What a revision of a proposal takes, beside the text that the proposal itself has of it. */
export function labelBytes({ text, rationale, writeUp, evidence, program }: Said): number {
  const json = JSON.stringify([writeUp, evidence, program ?? null]).length;
  return storedBytes(2 * (Buffer.byteLength(text) + Buffer.byteLength(rationale) + json));
}
