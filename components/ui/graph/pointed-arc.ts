import { useSyncExternalStore } from "react";
import { litThing, onLit } from "./lit-things";

/** Whether an arc is what one points at, in the graph or in the list beside it; nothing else is drawn anew for it. */
export function useIsLit(thing: string): boolean {
  return useSyncExternalStore(
    onLit,
    () => litThing() === thing,
    () => false,
  );
}

/** Which of these is what one points at. */
export function useLitOf(things: ReadonlySet<string>): string | null {
  return useSyncExternalStore(
    onLit,
    () => {
      const lit = litThing();
      return lit !== null && things.has(lit) ? lit : null;
    },
    () => null,
  );
}
