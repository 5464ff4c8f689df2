import { listNames } from "./list-names";

/**
 * Changes the query of the page one is on, past the router: told of it, Next would drop a navigation that is under way,
 * and with it the click on a link that came a moment after another change. The router goes on believing in the address
 * it last made itself, so whoever keeps an address says it again when the page is made anew. Which part of a list is shown
 * is the router's to say, and stays.
 */
export function replaceAddress(query: string): void {
  write(query, "replaceState");
}

/** Whether the last key pressed was one that walks, and whether it walked to where the address is. */
let walks = false;
let walked = false;

if (typeof window !== "undefined") {
  const options = { capture: true, passive: true };
  window.addEventListener("keydown", ({ key }) => (walks = /^(Arrow|Page|Home|End)/.test(key)), options);
  window.addEventListener("pointerdown", () => (walks = false), options);
}

/** The same as a step of its own, which Back takes back. A walk by keys is one step, however long. */
export function stepAddress(query: string): void {
  write(query, walks && walked ? "replaceState" : "pushState");
  walked = walks;
}

/** Calls back with the address that Back or Forward led to on the same page. Returns how to stop. */
export function onReturn(listen: (params: URLSearchParams) => void): () => void {
  function hear() {
    walked = false;
    listen(new URLSearchParams(window.location.search));
  }
  window.addEventListener("popstate", hear);
  return () => window.removeEventListener("popstate", hear);
}

function write(query: string, how: "replaceState" | "pushState"): void {
  const { pathname, search } = window.location;
  const params = new URLSearchParams(query);
  const shown = new URLSearchParams(search);
  for (const list of listNames) {
    const cursor = shown.get(list);
    params.delete(list);
    if (cursor !== null) params.set(list, cursor);
  }
  // "@" and ":" are plain in a query, and node ids read better with them.
  const text = params.toString().replaceAll("%40", "@").replaceAll("%3A", ":");
  const wanted = text && `?${text}`;
  if (wanted !== search) window.history[how](window.history.state, "", `${pathname}${wanted}`);
}
