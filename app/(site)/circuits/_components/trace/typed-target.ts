import type { QueryClient } from "@tanstack/react-query";
import { tokensQuery } from "@/app/_queries/models";
import { Refusal } from "@/app/_queries/refusal";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import type { PredictionView } from "@/lib/runs/view";
import { byLabel } from "./token-labels";
import { tokenTyped } from "./token-typed";

interface TypedTarget {
  client: QueryClient;
  model: string;
  position: number;
  /** Known without asking. */
  predictions: readonly PredictionView[];
  /** `other` is empty where the first is to be explained by itself. */
  typed: { first: string; other: string };
}

/** The target that two fields name: one token, or one over another. Throws a `Refusal` that says what to type. */
export async function typedTarget({
  client,
  model,
  position,
  predictions,
  typed,
}: TypedTarget): Promise<string> {
  async function resolve(text: string): Promise<number | null> {
    const known = tokenTyped(text, byLabel(predictions));
    if (known !== null || text.trim() === "") return known;
    const found = byLabel(await client.fetchQuery(tokensQuery(model, text.trim())));
    const named = tokenTyped(text, found);
    const [[label, token] = []] = found;
    if (named === null && token?.bytes !== undefined) throw new Refusal(inBytes(text, label));
    return named;
  }
  const first = await resolve(typed.first);
  if (first === null) throw new Refusal(unknown(typed.first));
  if (typed.other.trim() === "") return formatNodeId({ kind: "logit", index: first, position });
  const other = await resolve(typed.other);
  if (other === null) throw new Refusal(unknown(typed.other));
  if (first === other)
    throw new Refusal("These are the same token. Choose another, or leave the second empty.");
  return formatNodeId({ kind: "logit-diff", index: first, minus: other, position });
}

function inBytes(typed: string, first = ""): string {
  return `\u201c${typed.trim()}\u201d is several tokens, each a part of a character. Type ${first} for the first.`;
}

function unknown(typed: string): string {
  return typed.trim() === ""
    ? "Type the token to explain."
    : `The model has no token \u201c${typed.trim()}\u201d. A word of several tokens is explained by its first.`;
}
