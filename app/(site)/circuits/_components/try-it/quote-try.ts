import type { Change } from "@/app/_queries/interventions";
import { formatProbability } from "@/components/ui/format-number";
import { plain } from "@/lib/discussion/markdown-text";
import type { InterventionResult } from "@/lib/interventions/intervention";
import { tokenName } from "@/lib/tokens/token-words";
import { changeWords } from "./change-words";

interface Quoted {
  change: Change;
  result: InterventionResult;
  /** Of the target, for a sentence. */
  target: string;
  /** Where it can be seen. */
  link: string;
}

/** A tried change as a line of Markdown, with the numbers as they were measured. */
export function quoteTry({ change, result, target, link }: Quoted): string {
  const { before, after } = result.target;
  const { predicted } = result;
  const held = change.frozen ? "patterns and LayerNorms held" : "patterns free";
  const saying =
    predicted.change === null
      ? "about which the circuit says nothing as a whole"
      : `where the circuit predicts ${digits(predicted.change)}`;
  const chances = result.tokens.target
    .map((token) => {
      const [from, to] = [token.before, token.after].map(({ probability }) => formatProbability(probability));
      return `, and the probability of ${plain(tokenName(token))} from ${from} to ${to}`;
    })
    .join("");
  return `**${changeWords(change.edits)}** (${held}): ${target} goes from ${digits(before)} to ${digits(after)}, a change of ${digits(after - before)}, ${saying}${chances}. [Try it](${link})`;
}

/** Six significant digits. */
function digits(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "\u2212");
}
