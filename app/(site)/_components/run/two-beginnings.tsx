import { Notice } from "@/components/ui/notice";
import type { RunView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

/** Says that a text brings its own beginning-of-text token, so that two stand in front of it. */
export function TwoBeginnings({ tokens: [first, second] }: Pick<RunView, "tokens">) {
  if (!first || first.id !== second?.id) return null;
  return (
    <Notice title="Two beginnings">
      This text brings its own beginning-of-text token, {tokenName(first)}, and one more stands in front of
      it, as in front of every text here. What fires at position 1 is what fires on a second beginning: run
      the text without its own to read it as other texts are read.
    </Notice>
  );
}
