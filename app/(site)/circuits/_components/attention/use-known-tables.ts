import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useSyncExternalStore } from "react";
import { expansionQuery, expansionsKey } from "@/app/_queries/expansions";
import type { Expansion } from "@/lib/circuit-format/expansion";

type Tables = ReadonlyMap<string, readonly (readonly number[])[]>;

const none: Tables = new Map();

/** The tables by head and source position that have come so far, of whichever of a circuit's attention features were asked about. */
export function useKnownTables(address: string): Tables {
  const client = useQueryClient();
  const before = useRef(none);
  const subscribe = useCallback((tell: () => void) => client.getQueryCache().subscribe(tell), [client]);
  const read = () => {
    const answers = client.getQueriesData<Expansion>({ queryKey: expansionsKey(address) });
    const tables = new Map(
      answers.flatMap(([, expansion]) =>
        expansion?.heads ? [[expansion.target, expansion.heads.table]] : [],
      ),
    );
    // The same map as long as it holds the same.
    const isSame =
      tables.size === before.current.size &&
      [...tables].every(([id, table]) => before.current.get(id) === table);
    if (!isSame) before.current = tables;
    return before.current;
  };
  return useSyncExternalStore(subscribe, read, () => none);
}

/** Asks for the tables of these nodes; as they come they are known (above). */
export function useTablesOf(address: string, ids: readonly string[]): void {
  useQueries({ queries: ids.map((id) => expansionQuery(address, id)) });
}
