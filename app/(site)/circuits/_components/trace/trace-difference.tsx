"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { Refusal } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TokenChip } from "@/components/ui/token-text";
import type { PredictionView, TokenView } from "@/lib/runs/view";
import { byLabel } from "./token-labels";
import { TokenPicker } from "./token-picker";
import { useTracing } from "./trace-context";

interface TraceDifferenceProps {
  model: string;
  /** The token after which they are expected. */
  after: TokenView | undefined;
  position: number;
  predictions: readonly PredictionView[];
  /** What the fields say at first, in place of the likeliest two. */
  first?: { first: string; other: string } | undefined;
}

/** What decides for one token, or for one and against another: the likeliest two, or any of the vocabulary. */
export function TraceDifference({ model, after, position, predictions, first: said }: TraceDifferenceProps) {
  const client = useQueryClient();
  const tracing = useTracing();
  const [typed, setTyped] = useState(() => {
    if (said) return said;
    const [first = "", other = ""] = byLabel(predictions).keys();
    return { first, other };
  });
  const [refusal, setRefusal] = useState<Error | null>(null);
  if (!tracing) return null;
  const { asking, trace } = tracing;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (asking !== null) return;
    setRefusal(null);
    try {
      const { typedTarget } = await import("./typed-target").catch(() => {
        throw new Refusal();
      });
      trace(await typedTarget({ client, model, position, predictions, typed }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    }
  }
  return (
    <form className="trace-difference" onSubmit={submit}>
      Why
      <TokenPicker
        label="The token to explain"
        model={model}
        likely={predictions}
        typed={typed.first}
        onType={(first) => setTyped((now) => ({ ...now, first }))}
      />
      and not
      <TokenPicker
        label="The token to compare it with"
        model={model}
        likely={predictions}
        typed={typed.other}
        placeholder="nothing"
        onType={(other) => setTyped((now) => ({ ...now, other }))}
      />
      after <TokenChip token={after} />
      <Button size="s" type="submit" busy={asking !== null}>
        Trace
      </Button>
      <Refused error={refusal} />
    </form>
  );
}
