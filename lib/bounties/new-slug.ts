import { randomInt } from "node:crypto";
import { slugWords } from "@/lib/slug-words";

/**
 * A title's words in an address; by chance the rest of it is nobody else's. It stands in the terms, which are hashed before anything is
 * stored, so it asks the database nothing.
 */
export function newSlug(title: string): string {
  const rest = randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
  return `${slugWords(title) || "bounty"}-${rest}`;
}
