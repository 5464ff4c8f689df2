import { plainText } from "./plain-text";
import type { WriteUp } from "./write-up";

/** An address as text; `http://` by itself may be what a feature fires on. */
const address = /\b(?:https?:\/\/|www\.)[^\s]/iu;

/** Whether a text has the address of a site in it. */
export function holdsAddress(text: string): boolean {
  return address.test(text);
}

/**
 * Whether a write-up leads to another site, by a link or by an address that one may copy. It is asked of what is shown, for Markdown has
 * many ways to write either.
 */
export function leadsElsewhere(writeUp: WriteUp): boolean {
  return holdsAddress(plainText(writeUp, Number.POSITIVE_INFINITY)) || hasLinkElsewhere(writeUp);
}

function hasLinkElsewhere(parts: WriteUp): boolean {
  return parts.some(
    (part) =>
      typeof part !== "string" &&
      ((part.href !== undefined && !staysHere(part.href)) || hasLinkElsewhere(part.children)),
  );
}

/** Read as a browser reads it, for which `http:site` is another site too. */
function staysHere(href: string): boolean {
  const here = "https://here.invalid";
  return URL.canParse(href, here) && new URL(href, here).origin === here;
}
