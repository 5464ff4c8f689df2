"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { tokensQuery } from "@/app/_queries/models";
import { Refusal } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TokenChip } from "@/components/ui/token-text";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import type { PredictionView, TokenView } from "@/lib/runs/view";
import { byLabel, tokenTyped } from "./token-labels";
import { TokenPicker } from "./token-picker";
import { useTracing } from "./trace-context";

interface TraceDifferenceProps {
  model: string;
  /** The token after which they are expected. */
  after: TokenView | undefined;
  position: number;
  predictions: readonly PredictionView[];
}

/** What decides for one token, or for one and against another: the likeliest two, or any of the vocabulary. */
export function TraceDifference({ model, after, position, predictions }: TraceDifferenceProps) {
  const client = useQueryClient();
  const tracing = useTracing();
  const [typed, setTyped] = useState(() => {
    const [first = "", other = ""] = byLabel(predictions).keys();
    return { first, other };
  });
  const [refusal, setRefusal] = useState<Error | null>(null);
  if (!tracing) return null;
  const { asking, trace } = tracing;

  async function resolve(text: string): Promise<number | null> {
    const known = tokenTyped(text, byLabel(predictions));
    if (known !== null || text.trim() === "") return known;
    const found = byLabel(await client.fetchQuery(tokensQuery(model, text.trim())));
    const typed = tokenTyped(text, found);
    const [[label, token] = []] = found;
    if (typed === null && token?.bytes !== undefined) throw new Refusal(inBytes(text, label));
    return typed;
  }
  async function target(): Promise<string> {
    const first = await resolve(typed.first);
    if (first === null) throw new Refusal(unknown(typed.first));
    if (typed.other.trim() === "") return formatNodeId({ kind: "logit", index: first, position });
    const other = await resolve(typed.other);
    if (other === null) throw new Refusal(unknown(typed.other));
    if (first === other)
      throw new Refusal("These are the same token. Choose another, or leave the second empty.");
    return formatNodeId({ kind: "logit-diff", index: first, minus: other, position });
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (asking !== null) return;
    setRefusal(null);
    try {
      trace(await target());
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

function inBytes(typed: string, first = ""): string {
  return `\u201c${typed.trim()}\u201d is several tokens, each a part of a character. Type ${first} for the first.`;
}

function unknown(typed: string): string {
  return typed.trim() === ""
    ? "Type the token to explain."
    : `The model has no token \u201c${typed.trim()}\u201d. A word of several tokens is explained by its first.`;
}
