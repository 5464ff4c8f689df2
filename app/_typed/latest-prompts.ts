import { somebody } from "./typed-store";

/*
 * The texts that were run last in this browser, so that one can be brought back: of whoever looks at the page, in
 * `localStorage` under "prompts <person>". Another person who signs in here has their own, and who signs out leaves none (`forgetPerson`).
 */

export interface LatestPrompt {
  text: string;
  /** The model's name. */
  model: string;
}

export const mostPrompts = 10;
const maxCharacters = 20_000;

function keyHere(): string {
  return `prompts ${document.documentElement.dataset.viewer ?? somebody}`;
}

/** The latest first; none where the browser forbids it, or what stands there is not ours. */
export function latestPrompts(): LatestPrompt[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyHere()) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPrompt).slice(0, mostPrompts) : [];
  } catch {
    return [];
  }
}

/** Puts a text in front of the others. */
export function rememberPrompt({ text, model }: LatestPrompt): void {
  if (text.trim() === "" || text.length > maxCharacters) return;
  const others = latestPrompts().filter((other) => other.text !== text || other.model !== model);
  try {
    localStorage.setItem(keyHere(), JSON.stringify([{ text, model }, ...others].slice(0, mostPrompts)));
  } catch {
    // A browser without room remembers less.
  }
}

function isPrompt(value: unknown): value is LatestPrompt {
  return (
    typeof value === "object" &&
    value !== null &&
    "text" in value &&
    "model" in value &&
    typeof value.text === "string" &&
    typeof value.model === "string"
  );
}
