import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { FoundKind } from "./view";

/** The place of the last thing before the page: how well it fits, what tells it apart, and a checksum of what was looked for. */
export const searchCursor = z
  .string()
  .max(120)
  .regex(/^[\da-f]{8}_\d{1,9}_[\da-f-]{1,60}$/)
  .meta({ examples: ["0f31c2aa_607927_019a22c5-5d2c-7a80-9d5d-5b8c6d0a7f11"] })
  .transform((text) => text.split("_"))
  .transform(([of = "", score, key = ""]) => ({ of, score: Number(score), key }));
export type SearchCursor = z.output<typeof searchCursor>;

export interface RankedPlace {
  score: number;
  key: string;
}

/** What tells one search from another: a cursor of another query leads nowhere in this one. */
export function searchMark(kind: FoundKind, query: string): string {
  return createHash("sha256").update(`${kind} ${query}`).digest("hex").slice(0, 8);
}

export function writeCursor(mark: string, { score, key }: RankedPlace): string {
  return `${mark}_${score}_${key}`;
}

/** Throws "invalid-input" for a cursor of another search. */
export function checkCursor(cursor: SearchCursor | undefined, mark: string): void {
  if (cursor && cursor.of !== mark)
    throw new AppError(
      "invalid-input",
      "This page is of another search: leave out the cursor to begin at the start.",
    );
}
