import type { EntryFacts } from "@/lib/bounty-format/facts";
import { isKnown } from "@/lib/bounty-format/facts";
import { defineRule, judged, notJudged } from "../rule";
import { isAmong, maxTextLength, promptOf, promptParams, promptWords, shownPrompt } from "./prompt";

/** The second version: what the model reads is compared, by the tokens' own bytes and without the space that its tokenizer puts in front. */
export const promptAsRead = defineRule({
  ...{ kind: "prompt", version: 2, params: promptParams, words: promptWords },
  definition: `The prompt is the text whose tokens the circuit has, read by their bytes, without a first one that marks a beginning, as <|endoftext|> or <s>, and without the space that the model's tokenizer puts in front of every text; where it does so only to a text that begins with none, both readings are tried. Of given texts it equals one, character by character. A pattern is a regular expression as label programs have them (lib/label-programs/pattern), matched anywhere unless it says ^ and $, in a prompt of at most ${maxTextLength} UTF-16 units. Where the tokenizer is not known, a prompt that begins with a space, or has parts of characters, is not judged.`,
  check: (params, { circuit, facts }) => {
    const plain = promptOf(circuit);
    const numbers = { tokens: circuit.tokens.length };
    const said = facts.prompt ?? "unknown";
    // Its tokens alone say what was typed where nothing can have been put in front of it, or lost.
    const isPlain = !plain.startsWith(" ") && !plain.includes("\ufffd");
    if (!isKnown(said) && params.of !== "any" && !isPlain)
      return notJudged(said, "What the model's tokenizer made of its prompt");
    const readings = isKnown(said) ? readingsOf(said) : [plain];
    const held = readings.find((text) => isAmong(params, text));
    return judged(held !== undefined, {
      says: `Its prompt is ${shownPrompt(held ?? readings[0] ?? plain)}.`,
      change: "Trace the same in a text that is among them.",
      numbers,
    });
  },
});

type KnownPrompt = Extract<EntryFacts["prompt"], object>;

/** The texts that a model reads so. */
function readingsOf({ text, spaceInFront }: KnownPrompt): string[] {
  if (spaceInFront === "never" || !text.startsWith(" ")) return [text];
  return spaceInFront === "always" ? [text.slice(1)] : [text.slice(1), text];
}
