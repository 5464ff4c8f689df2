/**
 * Changes the query of the page one is on, past the router: told of it, Next would drop a navigation that is under way,
 * and with it the click on a link that came a moment after another change. The router goes on believing in the address
 * it last made itself, so whoever keeps an address says it again when the page is made anew.
 */
export function replaceAddress(query: string): void {
  const { pathname, search } = window.location;
  const wanted = query === "" ? "" : `?${query.replace(/^\?/, "")}`;
  if (wanted !== search) window.history.replaceState(window.history.state, "", `${pathname}${wanted}`);
}
