"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import { TermLink } from "@/app/_components/term/term-link";
import { createCircuitMutation } from "@/app/_queries/circuits";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import type { Mode } from "@/lib/circuit-format/kinds";
import { prepareCircuit } from "./prepare-circuit";

interface RecomputeProps {
  runId: string;
  spec: CircuitQuestion;
  /** The model has residual dictionaries. */
  hasResidual: boolean;
}

const thresholds = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** How the circuit was asked for. Another choice is another circuit, computed if nobody asked for it before. */
export function Recompute({ runId, spec, hasResidual }: RecomputeProps) {
  const router = useRouter();
  const client = useQueryClient();
  const { mutate, isIdle, isError, variables, error } = useMutation(createCircuitMutation);
  // Until the other circuit's page is there.
  const busy = !isIdle && !isError;
  const { mode, threshold } = { ...spec, ...(busy && variables) };

  function ask(change: Partial<CircuitQuestion>) {
    mutate(
      { runId, ...spec, ...change },
      {
        onSuccess: ({ id, url }) => {
          void prepareCircuit(client, id);
          router.push(url);
        },
      },
    );
  }
  return (
    <>
      <div>
        <dt>
          <TermLink
            to="mode"
            says="Direct: every earlier feature, error and bias gives straight to its target. Residual: an attention feature is first taken apart into residual features of its own layer, and those into what wrote them."
          >
            mode
          </TermLink>
        </dt>
        <dd>
          <select
            className="input"
            aria-label="Mode"
            value={mode}
            disabled={busy || !hasResidual}
            onChange={({ target }) => {
              const chosen: Mode = target.value === "residual" ? "residual" : "direct";
              ask({ mode: chosen });
            }}
          >
            <option value="direct">direct</option>
            {hasResidual && <option value="residual">residual</option>}
          </select>
        </dd>
      </div>
      <div>
        <dt>
          <TermLink
            to="threshold"
            says="Nodes of at least this influence were expanded, down to the text. A smaller one finds more, and takes longer."
          >
            expanded from
          </TermLink>
        </dt>
        <dd>
          <select
            className="input"
            aria-label="Expanded from an influence of"
            value={threshold}
            disabled={busy}
            onChange={({ target }) => ask({ threshold: Number(target.value) })}
          >
            {[...new Set([...thresholds, threshold])]
              .sort((a, b) => b - a)
              .map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
          </select>
          <Refused error={error} />
        </dd>
      </div>
    </>
  );
}
