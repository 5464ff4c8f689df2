import { randomInt } from "node:crypto";

/** Letters of a title that its address has; by chance the rest of a slug is nobody else's. */
const maxWordsLength = 48;

/** A title's words in an address. It stands in the terms, which are hashed before anything is stored, so it asks the database nothing. */
export function newSlug(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, maxWordsLength)
    .replaceAll(/^-+|-+$/g, "");
  return `${words || "bounty"}-${randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0")}`;
}
