"use client";

import type { WrittenAs } from "./written";

/** What is known of the page that is being made (lib/http/page-in-making.ts), of which nothing is for the browser's script. */
const making = globalThis as typeof globalThis & {
  circuitCommonsPages?: { getStore(): { written: ReadonlyMap<string, string> | null } | undefined };
};

/** In the browser: what stood in the document that was opened, for when one comes back to it. */
const found = new Map<string, string>();

/** HTML that is sent with it, or that stands in the document under a name. */
export function WrittenOnce({
  as: Tag = "div",
  html,
  name,
  ...rest
}: WrittenAs & { html?: string; name?: string }) {
  const shown = html ?? written(name ?? "");
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: `writeHtml` escapes all that is text
    <Tag {...rest} data-written={name} dangerouslySetInnerHTML={{ __html: shown }} suppressHydrationWarning />
  );
}

function written(name: string): string {
  if (typeof document === "undefined") {
    const html = making.circuitCommonsPages?.getStore()?.written?.get(name);
    if (html === undefined) throw new Error("what was written for this page is not at hand");
    return html;
  }
  const before = found.get(name);
  if (before !== undefined) return before;
  const there = document.querySelector(`[data-written="${name}"]`)?.innerHTML;
  if (there !== undefined) found.set(name, there);
  return there ?? "";
}
