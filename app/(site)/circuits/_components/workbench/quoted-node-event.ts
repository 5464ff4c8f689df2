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

interface Drawn {
  has: (id: string) => boolean;
}

let drawn: Drawn | null = null;
const listeners = new Set<() => void>();

function setDrawn(nodes: Drawn | null): void {
  drawn = nodes;
  for (const listen of listeners) listen();
}

/** Tells the page which nodes the circuit on it has. Returns how to take that back. */
export function tellDrawnNodes(nodes: Drawn): () => void {
  setDrawn(nodes);
  return () => {
    if (drawn === nodes) setDrawn(null);
  };
}

/** Whether the circuit on the page has the node; null while no circuit is there to know. */
export function isDrawn(id: string): boolean | null {
  return drawn?.has(id) ?? null;
}

/** Calls back whenever `isDrawn` may say something else. Returns how to stop. */
export function onDrawnNodes(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
