import { somebody } from "@/app/_typed/typed-store";

/*
 * What was chosen last in this browser's palette: of whoever looks at the page, in `localStorage` under "chosen <person>". Who
 * signs out leaves none (`forgetPerson`).
 */

export interface LatestChoice {
  /** A path of this site. */
  href: string;
  name: string;
  about: string;
}

export const mostChoices = 6;
const maxCharacters = 400;

function keyHere(): string {
  return `chosen ${document.documentElement.dataset.viewer ?? somebody}`;
}

/** The latest first; none where the browser forbids it, or what stands there is not ours. */
export function latestChoices(): LatestChoice[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyHere()) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isChoice).slice(0, mostChoices) : [];
  } catch {
    return [];
  }
}

/** Puts a choice in front of the others. */
export function rememberChoice({ href, name, about }: LatestChoice): void {
  const choice = { href, name: name.slice(0, maxCharacters), about: about.slice(0, maxCharacters) };
  if (!isChoice(choice)) return;
  const others = latestChoices().filter((other) => other.href !== href);
  try {
    localStorage.setItem(keyHere(), JSON.stringify([choice, ...others].slice(0, mostChoices)));
  } catch {
    // A browser without room remembers less.
  }
}

/** A path of this site and no other: what another program wrote there leads nowhere else. */
function isChoice(value: unknown): value is LatestChoice {
  return (
    typeof value === "object" &&
    value !== null &&
    "href" in value &&
    "name" in value &&
    "about" in value &&
    typeof value.href === "string" &&
    /^\/(?![/\\])/.test(value.href) &&
    value.href.length <= maxCharacters * 4 &&
    typeof value.name === "string" &&
    typeof value.about === "string"
  );
}
