import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { FoundKind } from "./view";

const uuid = "[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}";
const hash = "[\\da-f]{32}";

/** What tells apart the things of each kind: ids, of features with their number in their dictionary, of pages a checksum. */
const keys: Readonly<Record<FoundKind, RegExp>> = {
  findings: new RegExp(`^${uuid}$`),
  people: new RegExp(`^${uuid}$`),
  features: new RegExp(`^${uuid}-[\\da-f]{1,8}$`),
  models: new RegExp(`^${hash}$`),
  pages: new RegExp(`^${hash}$`),
};

/** The place of the last thing before the page: how well it fits, what tells it apart, and a checksum of what was looked for. */
export const searchCursor = z
  .string()
  .max(120)
  .regex(new RegExp(`^[\\da-f]{8}_\\d{1,9}_(?:${uuid}(?:-[\\da-f]{1,8})?|${hash})$`))
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

/** Throws "invalid-input" for a cursor of another search, and for one that nothing of the kind can have. */
export function checkCursor(cursor: SearchCursor | undefined, kind: FoundKind, query: string): void {
  if (cursor && (cursor.of !== searchMark(kind, query) || !keys[kind].test(cursor.key)))
    throw new AppError(
      "invalid-input",
      "This page is of another search: leave out the cursor to begin at the start.",
    );
}
