import { useMutation, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { causalCheckQuery, checkCausallyMutation } from "@/app/_queries/causal-checks";

/** What was held as it was while features were ablated: nothing, or attention patterns and LayerNorms. */
export type Freeze = "free" | "frozen";

/** By circuit, which of its two checks one has chosen to see. */
const chosen = new Map<string, Freeze>();
const listeners = new Set<() => void>();

function subscribe(listen: () => void) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** What the address of the page says, until one has chosen. */
function chosenOf(circuitId: string): Freeze | null {
  const known = chosen.get(circuitId);
  if (known) return known;
  const asked = new URLSearchParams(window.location.search).get("check");
  return asked === "frozen" || asked === "free" ? asked : null;
}

/** Shows one of a circuit's checks wherever the page shows one; the workbench says so in the address. */
function showCheck(circuitId: string, freeze: Freeze): void {
  chosen.set(circuitId, freeze);
  for (const listen of listeners) listen();
}

/**
 * The check of a circuit that the page shows: the one that was chosen, else the free one unless there is only the other.
 * Null for a circuit that cannot be checked.
 */
export function useCausalCheck(circuitId: string | null) {
  const id = circuitId ?? "";
  const enabled = circuitId !== null;
  const queries = {
    free: useQuery({ ...causalCheckQuery(id, false), enabled }),
    frozen: useQuery({ ...causalCheckQuery(id, true), enabled }),
  };
  const wanted = useSyncExternalStore(
    subscribe,
    () => (enabled ? chosenOf(id) : null),
    () => null,
  );
  const freeze: Freeze = wanted ?? (queries.frozen.data && !queries.free.data ? "frozen" : "free");
  const request = useMutation(checkCausallyMutation);
  const isAbout = request.variables?.frozen === (freeze === "frozen");
  const now = queries[freeze].data ?? null;
  function check(which: Freeze = freeze) {
    request.mutate({ circuitId: id, frozen: which === "frozen" });
  }
  return {
    ...{ freeze, now, check },
    /** The one that was chosen; null where nobody has. */
    wanted,
    result: now?.result ?? null,
    asking: isAbout && request.isPending,
    refusal: (isAbout ? request.error : null) ?? queries[freeze].error,
    look: () => void queries[freeze].refetch(),
    /** Shows the other one, and asks for it where the first stands or is under way. */
    choose(which: Freeze) {
      showCheck(id, which);
      if ((queries.free.data || queries.frozen.data) && !queries[which].data) check(which);
    },
  };
}
