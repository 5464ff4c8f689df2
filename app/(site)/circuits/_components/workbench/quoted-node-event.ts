const eventName = "circuit-commons:quoted-node";

/** Shows a node in the graph on this page, from anywhere else on it. `scroll` brings the graph into sight. */
export function quoteNode(id: string, { scroll = false } = {}): void {
  window.dispatchEvent(new CustomEvent(eventName, { detail: { id, scroll } }));
}

/** Calls back with each node that is pointed at. Returns how to stop. */
export function onQuotedNode(listen: (id: string, scroll: boolean) => void): () => void {
  function hear(event: Event) {
    if (!(event instanceof CustomEvent)) return;
    const { id, scroll } = event.detail;
    if (typeof id === "string") listen(id, scroll === true);
  }
  window.addEventListener(eventName, hear);
  return () => window.removeEventListener(eventName, hear);
}
