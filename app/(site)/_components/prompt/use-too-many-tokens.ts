import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/app/_components/use-rested";
import { tokenCountQuery } from "@/app/_queries/models";
import type { TokenCountView } from "@/lib/runs/view";

interface Typed {
  model: { name: string; contextLength: number } | undefined;
  text: string;
  asWritten: boolean;
}

const restMillis = 400;
const encoder = new TextEncoder();

/** The count of a text that is too long for the model, once typing rests; null where it fits, or nobody knows yet. */
export function useTooManyTokens({ model, text, asWritten }: Typed): TokenCountView | null {
  const rested = useRested(text, restMillis);
  // A token is a byte at least: what has no more bytes than tokens fit is not asked about.
  const mayBeTooLong = model !== undefined && encoder.encode(text).length >= model.contextLength;
  const { data } = useQuery({
    ...tokenCountQuery(model?.name ?? "", text, asWritten),
    enabled: mayBeTooLong && rested === text,
  });
  return mayBeTooLong && isTooMany(data) ? data : null;
}

export function isTooMany(count: TokenCountView | null | undefined): count is TokenCountView {
  return typeof count?.tokens === "number" && count.tokens > count.limit;
}
