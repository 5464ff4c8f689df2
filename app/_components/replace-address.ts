import { listNames } from "./list-names";

/**
 * Changes the query of the page one is on, past the router: told of it, Next would drop a navigation that is under way,
 * and with it the click on a link that came a moment after another change. The router goes on believing in the address
 * it last made itself, so whoever keeps an address says it again when the page is made anew. Which part of a list is shown
 * is the router's to say, and stays.
 */
export function replaceAddress(query: string): void {
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
  if (wanted !== search) window.history.replaceState(window.history.state, "", `${pathname}${wanted}`);
}
