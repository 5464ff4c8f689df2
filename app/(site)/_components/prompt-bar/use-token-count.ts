import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRested } from "@/app/_components/use-rested";
import { tokenCountQuery } from "@/app/_queries/models";
import type { TokenCountView } from "@/lib/runs/view";

interface Counted {
  model: { name: string; contextLength: number };
  typed: string;
  asWritten: boolean;
  /** What was counted already. */
  known: { text: string; tokens: number | null };
}

interface LiveCount {
  tokens: number | null;
  state: "known" | "counting" | "unknown";
  /** With where a text that is too long may be cut; null while nobody knows. */
  count: TokenCountView | null;
}

/** Of one who types on, a count each second and a half is asked for at most: the site takes 120 a minute. */
const restMillis = 350;

/** How many tokens the typed text has, a moment after typing rests; until then the last count. */
export function useTokenCount({ model, typed, asWritten, known }: Counted): LiveCount {
  const rested = useRested(typed, restMillis);
  const isKnown = known.tokens !== null && typed === known.text;
  const isAsked = !isKnown && typed !== "" && rested === typed;
  const { data, isError } = useQuery({ ...tokenCountQuery(model.name, typed, asWritten), enabled: isAsked });
  const [last, setLast] = useState(known.tokens);
  const tokens = isKnown ? known.tokens : typed === "" ? 0 : (data?.tokens ?? null);
  if (tokens !== null && tokens !== last) setLast(tokens);
  if (tokens !== null) return { tokens, state: "known", count: isKnown ? null : (data ?? null) };
  const isUnknown = isAsked && (isError || data?.tokens === null);
  return { tokens: last, state: isUnknown ? "unknown" : "counting", count: null };
}
