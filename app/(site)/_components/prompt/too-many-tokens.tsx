"use client";

import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import type { TokenCountView } from "@/lib/runs/view";

interface TooManyTokensProps {
  /** The text that was counted. */
  text: string;
  count: TokenCountView;
  onKeep: (part: string) => void;
}

/** That a text is too long for the model, and what of it would fit. Without JavaScript the buttons send the form. */
export function TooManyTokens({ text, count: { tokens, limit, cuts }, onKeep }: TooManyTokensProps) {
  const parts = cuts && [
    { end: "first", part: text.slice(0, cuts.first) },
    { end: "last", part: text.slice(cuts.last) },
  ];
  return (
    <div className="grid gap-2 text-m">
      <p className="text-danger">
        The text has {formatCount(tokens ?? 0)} tokens, and {formatCount(limit)} fit.
      </p>
      {parts?.map(({ end, part }) => (
        <div key={end} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Button
            size="s"
            type="submit"
            name="keep"
            value={end}
            onClick={(event: MouseEvent) => {
              event.preventDefault();
              onKeep(part);
            }}
          >
            Keep the {end} {formatCount(limit)}
          </Button>
          <q className="min-w-0 break-words text-ink-soft text-s">{endsOf(part)}</q>
        </div>
      ))}
    </div>
  );
}

/** How a text begins and ends. */
function endsOf(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, " ")];
  if (characters.length <= 80) return characters.join("");
  return `${characters.slice(0, 36).join("")} \u2026 ${characters.slice(-36).join("")}`;
}
