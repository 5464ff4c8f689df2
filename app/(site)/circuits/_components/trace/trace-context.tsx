"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { Refused } from "@/app/_components/refused";
import { loadAnswers } from "@/app/_queries/ask";
import { createCircuitMutation } from "@/app/_queries/circuits";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import { loadWorkbench } from "../instrument/load-workbench";
import "./trace.css";

interface Tracing {
  /** Asks for the circuit of a target and goes there. */
  trace: (target: string) => void;
  /** Somebody is about to ask: what draws graphs comes ahead. */
  intend: () => void;
  /** The one that is being asked for. */
  asking: string | null;
  /** The token one is looking at; null where it is the whole run. */
  position: number | null;
}

interface TraceProviderProps {
  runId: string;
  position: number | null;
  /** How it is traced, where that is not the usual way. */
  spec?: Partial<CircuitQuestion>;
  children: ReactNode;
}

// What follows a circuit that is asked for comes when somebody is about to ask.
const loadPrepare = () => import("../prepare-circuit");

const TracingContext = createContext<Tracing | null>(null);

/** What is inside can trace targets of this run. A refusal is said above it. */
export function TraceProvider({ runId, position, spec, children }: TraceProviderProps) {
  const router = useRouter();
  const client = useQueryClient();
  const { mutate, isIdle, isError, variables, error } = useMutation(createCircuitMutation);
  // Until the circuit's page is there.
  const asking = isIdle || isError ? null : variables.target;
  const tracing = useMemo<Tracing>(
    () => ({
      asking,
      position,
      intend: () => {
        // Should either not come, it is asked for again where it is used, and missed there.
        Promise.all([loadWorkbench(), loadAnswers(), loadPrepare()]).catch(() => {});
      },
      trace: (target) =>
        mutate(
          { runId, ...spec, target },
          {
            onSuccess: ({ id, url }) => {
              // Should it not come, the circuit's page asks for what it would have got ready.
              loadPrepare().then(
                ({ prepareCircuit }) => prepareCircuit(client, id),
                () => {},
              );
              router.push(url);
            },
          },
        ),
    }),
    [asking, position, router, runId, spec, client, mutate],
  );
  return (
    <TracingContext value={tracing}>
      <Refused error={error} notice="That could not be traced." />
      {children}
    </TracingContext>
  );
}

/** Null outside of a `TraceProvider`. */
export function useTracing(): Tracing | null {
  return useContext(TracingContext);
}
