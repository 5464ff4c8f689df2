import { useQueries, useQueryClient } from "@tanstack/react-query";
import { expansionQuery } from "@/app/_queries/expansions";
import type { Expansion } from "@/lib/circuit-format/expansion";

export type ExpansionState = { status: "fetching" } | { status: "failed"; message: string };

export interface Expansions {
  /** What has come, in the order in which it was asked for. */
  ready: readonly Expansion[];
  /** What has not, by node. */
  states: Readonly<Record<string, ExpansionState>>;
  retry: (id: string) => void;
}

/** What the nodes expanded by hand get and from whom. What was fetched is kept for an undo and a redo. */
export function useExpansions(address: string, opened: readonly string[]): Expansions {
  const client = useQueryClient();
  // The same lists as long as they hold the same, so that the graph is not made anew at every render.
  const { ready, states } = useQueries({
    queries: opened.map((id) => expansionQuery(address, id)),
    combine: (answers) => ({
      ready: answers.flatMap(({ data }) => data ?? []),
      states: Object.fromEntries(
        answers.flatMap(({ data, error, isFetching }, n): [string, ExpansionState][] => {
          if (data) return [];
          const failed = error && !isFetching;
          return [
            [opened[n] ?? "", failed ? { status: "failed", message: error.message } : { status: "fetching" }],
          ];
        }),
      ),
    }),
  });
  return { ready, states, retry: (id) => void client.prefetchQuery(expansionQuery(address, id)) };
}
