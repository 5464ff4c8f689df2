import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { replaceAddress } from "@/app/_components/replace-address";
import { createCircuitMutation } from "@/app/_queries/circuits";
import { retraceMutation } from "@/app/_queries/retraces";
import { prepareCircuit } from "@/app/(site)/circuits/_components/prepare-circuit";
import type { RetraceView } from "@/lib/retraces/view";
import type { PromptPurpose } from "./prompt-bar";

export interface Retrace {
  /** How far the one that was asked for is. */
  view: RetraceView | null;
  /** Something is on its way, or the next page is. */
  busy: boolean;
  error: Error | null;
  begin: (text: string) => void;
  /** Looks again, once the run has ended. */
  again: () => void;
  /** Traces a target that the reader chose. */
  choose: (target: string) => void;
  /** Stops waiting for it: what is computed goes on. */
  leave: () => void;
}

/**
 * Traces a circuit's target in another text: the run, then the circuit. `end` is called with the address of the new one's
 * page, which knows what it is to be compared with. While it is under way the address says so, so that a reload comes back.
 */
export function useRetrace(purpose: PromptPurpose, end: (to: string | "the same") => void): Retrace {
  const client = useQueryClient();
  const opened = purpose.does === "retrace" ? purpose.opened : null;
  const [view, setView] = useState(opened);
  const [isLeaving, setLeaving] = useState(false);
  const asking = useMutation(retraceMutation);
  const chosen = useMutation(createCircuitMutation);

  function go(id: string) {
    if (purpose.does !== "retrace") return;
    setView(null);
    if (id === purpose.circuitId) {
      asking.reset();
      told(null);
      return end("the same");
    }
    setLeaving(true);
    // Back leads to the circuit, and not into what is done.
    told(null);
    void prepareCircuit(client, id);
    end(`/circuits/${id}?from=${purpose.circuitId}`);
  }
  function begin(text: string) {
    if (purpose.does !== "retrace") return;
    asking.mutate(
      { circuitId: purpose.circuitId, text },
      {
        onSuccess: (now) => {
          if (now.standing.is === "traced") return go(now.standing.newCircuitId);
          setView(now);
          told(now.runId);
        },
      },
    );
  }
  return {
    view,
    busy: isLeaving || asking.isPending || chosen.isPending || view?.standing.is === "running",
    error: asking.error ?? chosen.error,
    begin: (text) => {
      setView(null);
      begin(text);
    },
    again: () => view && begin(view.text),
    choose: (target) =>
      view &&
      purpose.does === "retrace" &&
      chosen.mutate({ runId: view.runId, ...purpose.spec, target }, { onSuccess: ({ id }) => go(id) }),
    leave: () => {
      setView(null);
      told(null);
    },
  };
}

/** Says in the address which other run the circuit is being traced in. */
function told(runId: string | null): void {
  const params = new URLSearchParams(window.location.search);
  params.delete("retrace");
  if (runId !== null) params.set("retrace", runId);
  replaceAddress(params.toString());
}
