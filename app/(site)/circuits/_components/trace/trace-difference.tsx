"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { PredictionView } from "@/lib/runs/view";
import { byLabel, tokenLabel, tokenTyped } from "./token-labels";
import { findTyped, TokenPicker } from "./token-picker";
import { useTracing } from "./trace-context";

interface TraceDifferenceProps {
  model: string;
  position: number;
  predictions: readonly PredictionView[];
}

/** What decides for one token, or for one and against another: the likeliest two, or any of the vocabulary. */
export function TraceDifference({ model, position, predictions }: TraceDifferenceProps) {
  const tracing = useTracing();
  const [typed, setTyped] = useState(() => ({
    first: tokenLabel(predictions[0]?.text ?? ""),
    other: tokenLabel(predictions[1]?.text ?? ""),
  }));
  const [refusal, setRefusal] = useState("");
  if (!tracing) return null;
  const { asking, trace } = tracing;

  async function resolve(text: string): Promise<number | null> {
    const known = byLabel(predictions);
    return tokenTyped(text, known, []) ?? tokenTyped(text, known, await findTyped(model, text.trim()));
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (asking !== null) return;
    setRefusal("");
    const first = await resolve(typed.first);
    if (first === null) return setRefusal(unknown(typed.first));
    if (typed.other.trim() === "") return trace(`logit.${first}@${position}`);
    const other = await resolve(typed.other);
    if (other === null) return setRefusal(unknown(typed.other));
    if (first === other) return setRefusal("These are the same token. Choose another, or leave one empty.");
    trace(`logit-diff.${first}-${other}@${position}`);
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
      <Button size="s" type="submit" busy={asking !== null}>
        Trace
      </Button>
      {refusal && (
        <span role="alert" className="basis-full text-danger">
          {refusal}
        </span>
      )}
    </form>
  );
}

function unknown(typed: string): string {
  return typed.trim() === ""
    ? "Type the token to explain."
    : `The model has no token \u201c${typed.trim()}\u201d. A word of several tokens is explained by its first.`;
}
