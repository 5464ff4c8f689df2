"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Notice } from "@/components/ui/notice";
import { prepareCircuit } from "../prepare-circuit";
import { loadWorkbench } from "../workbench/load-workbench";
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
  children: ReactNode;
}

const TracingContext = createContext<Tracing | null>(null);

/** What is inside can trace targets of this run. A refusal is said above it. */
export function TraceProvider({ runId, position, children }: TraceProviderProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<string | null>(null);
  const [refusal, setRefusal] = useState("");
  const tracing = useMemo<Tracing>(
    () => ({
      asking,
      position,
      // Should it not come, the circuit's page asks again and says so.
      intend: () => void loadWorkbench().catch(() => {}),
      trace: async (target) => {
        setAsking(target);
        setRefusal("");
        const sent = await sendJson<{ id: string; url: string }>("POST", "/api/v1/circuits", {
          runId,
          target,
        });
        if (sent.ok) {
          void prepareCircuit(sent.body.id);
          return router.push(sent.body.url);
        }
        setAsking(null);
        setRefusal(sent.message);
      },
    }),
    [asking, position, router, runId],
  );
  return (
    <TracingContext value={tracing}>
      {refusal && (
        <Notice tone="error" live title="That could not be traced.">
          {refusal}
        </Notice>
      )}
      {children}
    </TracingContext>
  );
}

/** Null outside of a `TraceProvider`. */
export function useTracing(): Tracing | null {
  return useContext(TracingContext);
}
