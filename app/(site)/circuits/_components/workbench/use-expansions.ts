import { useEffect, useReducer, useRef } from "react";
import type { Expansion } from "@/lib/circuit-format/expansion";
import { fetchExpansion } from "./fetch-expansion";

export type ExpansionState = { status: "fetching" } | { status: "failed"; message: string };

export interface Expansions {
  /** What has come, in the order in which it was asked for. */
  ready: readonly Expansion[];
  /** What has not, by node. */
  states: ReadonlyMap<string, ExpansionState>;
  retry: (id: string) => void;
}

/** Fetches what the nodes expanded by hand get and from whom. What was fetched is kept for an undo and a redo. */
export function useExpansions(address: string, opened: readonly string[]): Expansions {
  const fetched = useRef(new Map<string, Expansion>());
  const states = useRef(new Map<string, ExpansionState>());
  const [turn, changed] = useReducer((n: number) => n + 1, 0);
  const readyIds = useRef<{ key: string; ready: Expansion[] }>({ key: "", ready: [] });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` looks again for what is to be asked once more
  useEffect(() => {
    for (const id of opened) {
      if (fetched.current.has(id) || states.current.has(id)) continue;
      states.current.set(id, { status: "fetching" });
      fetchExpansion(address, id).then((sent) => {
        if (sent.ok) {
          fetched.current.set(id, sent.body);
          states.current.delete(id);
        } else states.current.set(id, { status: "failed", message: sent.message });
        changed();
      });
      changed();
    }
  }, [address, opened, turn]);

  const ready = opened.flatMap((id) => fetched.current.get(id) ?? []);
  const key = ready.map(({ target }) => target).join();
  // The same list as long as it holds the same, so that the graph is not made anew at every render.
  if (key !== readyIds.current.key) readyIds.current = { key, ready };
  return {
    ready: readyIds.current.ready,
    states: states.current,
    retry: (id) => {
      states.current.delete(id);
      changed();
    },
  };
}
