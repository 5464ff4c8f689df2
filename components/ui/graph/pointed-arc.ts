import { useSyncExternalStore } from "react";

/*
 * The arc one points at, in the graph or in the list beside it: it is told in both, and nothing else is drawn anew for it.
 */

let pointed: string | null = null;
const listeners = new Set<() => void>();

export function pointAtArc(id: string | null): void {
  if (id === pointed) return;
  pointed = id;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function usePointedArc(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  );
}
