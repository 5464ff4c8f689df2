import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import type { RunView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

interface TwoBeginningsProps {
  run: Pick<RunView, "text" | "tokens" | "asWritten">;
  /** The way to have the text without the one that is put in front. */
  children?: ReactNode;
}

/** Says of a text that brings its own beginning-of-text token whether one more stands in front of it. */
export function TwoBeginnings({ run: { text, tokens, asWritten }, children }: TwoBeginningsProps) {
  const [first, second] = tokens;
  if (!first) return null;
  if (asWritten) {
    // A special token may take in white space before it.
    if (!text.trimStart().startsWith(first.text)) return null;
    return (
      <Notice title="Taken as written">
        The beginning-of-text token, {tokenName(first)}, is this text's own: none was put in front of it.
      </Notice>
    );
  }
  if (first.id !== second?.id) return null;
  return (
    <Notice title="Two beginnings" actions={children}>
      This text brings its own beginning-of-text token, {tokenName(first)}, and one more stands in front of
      it, as in front of every text here. What fires at position 1 is what fires on a second beginning: take
      the text as it is written to read it as other texts are read.
    </Notice>
  );
}
