"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { tokenName } from "@/components/ui/token-marks";
import type { PredictionView } from "@/lib/runs/view";
import { useTracing } from "./trace-context";

interface TraceDifferenceProps {
  position: number;
  predictions: readonly PredictionView[];
}

/** What decides for the first prediction and against another. */
export function TraceDifference({ position, predictions }: TraceDifferenceProps) {
  const tracing = useTracing();
  const [chosen, setChosen] = useState<number | null>(null);
  const [first, ...others] = predictions;
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  if (!tracing || !first || !other) return null;
  const target = `logit-diff.${first.id}-${other.id}@${position}`;
  return (
    <p className="trace-difference">
      <label htmlFor="trace-other">Why {tokenName(first.text)} and not</label>
      <select
        id="trace-other"
        className="input"
        value={other.id}
        onChange={({ target: select }) => setChosen(Number(select.value))}
      >
        {others.map(({ id, text }) => (
          <option key={id} value={id}>
            {tokenName(text)}
          </option>
        ))}
      </select>
      <Button
        size="s"
        busy={tracing.asking !== null}
        onClick={() => tracing.trace(target)}
        aria-label={`Trace the difference of ${tokenName(first.text)} and ${tokenName(other.text)}`}
      >
        Trace
      </Button>
    </p>
  );
}
