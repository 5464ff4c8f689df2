"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Explain } from "@/components/ui/explain";
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
  const [asking, setAsking] = useState<Partial<CircuitQuestion> | null>(null);
  const [refusal, setRefusal] = useState("");
  const { mode, threshold } = { ...spec, ...asking };

  async function ask(change: Partial<CircuitQuestion>) {
    setAsking(change);
    setRefusal("");
    const { target, maxNodes, edgeThreshold } = spec;
    const body = { runId, target, mode, threshold, maxNodes, edgeThreshold, ...change };
    const sent = await sendJson<{ id: string; url: string }>("POST", "/api/v1/circuits", body);
    if (sent.ok) {
      void prepareCircuit(sent.body.id);
      return router.push(sent.body.url);
    }
    setAsking(null);
    setRefusal(sent.message);
  }
  return (
    <>
      <div>
        <dt>
          <Explain explanation="Direct: every earlier feature, error and bias gives straight to its target. Residual: an attention feature is first taken apart into residual features of its own layer, and those into what wrote them.">
            mode
          </Explain>
        </dt>
        <dd>
          <select
            className="input"
            aria-label="Mode"
            value={mode}
            disabled={asking !== null || !hasResidual}
            onChange={({ target }) => {
              const chosen: Mode = target.value === "residual" ? "residual" : "direct";
              void ask({ mode: chosen });
            }}
          >
            <option value="direct">direct</option>
            {hasResidual && <option value="residual">residual</option>}
          </select>
        </dd>
      </div>
      <div>
        <dt>
          <Explain explanation="Nodes of at least this influence were expanded, down to the text. A smaller one finds more, and takes longer.">
            expanded from
          </Explain>
        </dt>
        <dd>
          <select
            className="input"
            aria-label="Expanded from an influence of"
            value={threshold}
            disabled={asking !== null}
            onChange={({ target }) => void ask({ threshold: Number(target.value) })}
          >
            {[...new Set([...thresholds, threshold])]
              .sort((a, b) => b - a)
              .map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
          </select>
          {refusal && (
            <span role="alert" className="ml-3 text-danger">
              {refusal}
            </span>
          )}
        </dd>
      </div>
    </>
  );
}
