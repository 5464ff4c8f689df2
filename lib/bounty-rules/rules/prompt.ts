import { z } from "zod";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { Automaton } from "@/lib/label-programs/pattern/automaton";
import { parsePattern } from "@/lib/label-programs/pattern/parse-pattern";
import { ProgramError } from "@/lib/label-programs/program";
import { textOfTokens } from "@/lib/tokens/token-text";
import { defineRule, judged } from "../rule";

const maxStates = 400;
/** UTF-16 units of a text that a pattern is held against; with the states it bounds the time. */
export const maxTextLength = 20_000;

const pattern = z
  .string()
  .min(1)
  .max(300)
  .superRefine((source, context) => {
    try {
      new Automaton(parsePattern(source), false, maxStates);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  });

export const promptParams = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("any") }),
  z.strictObject({ of: z.literal("given"), texts: z.array(z.string().min(1).max(10_000)).min(1).max(200) }),
  z.strictObject({ of: z.literal("pattern"), pattern, anyCase: z.boolean() }),
]);
type PromptParams = z.infer<typeof promptParams>;

export function promptWords(params: PromptParams): string {
  return params.of === "any"
    ? "Any text may be its prompt."
    : params.of === "given"
      ? `Its prompt is one of ${params.texts.length} given texts.`
      : `Its prompt is made as /${params.pattern}/${params.anyCase ? "i" : ""} says.`;
}

export const prompt = defineRule({
  ...{ kind: "prompt", version: 1, params: promptParams, words: promptWords },
  definition: `The prompt is the text of all tokens but a first one that marks a beginning, as <|endoftext|> or <s>. Of given texts it equals one, character by character. A pattern is a regular expression as label programs have them (lib/label-programs/pattern), matched anywhere unless it says ^ and $, in a prompt of at most ${maxTextLength} UTF-16 units.`,
  check: (params, { circuit }) => {
    const text = promptOf(circuit);
    return judged(isAmong(params, text), {
      says: `Its prompt is ${shownPrompt(text)}.`,
      change: "Trace the same in a text that is among them.",
      numbers: { tokens: circuit.tokens.length },
    });
  },
});

export function isAmong(params: PromptParams, text: string): boolean {
  if (params.of === "any") return true;
  if (params.of === "given") return params.texts.includes(text);
  return text.length <= maxTextLength && matches(params.pattern, params.anyCase, text);
}

/** For a sentence. */
export function shownPrompt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text);
}

/** The text of a circuit's tokens, as far as these say it. */
export function promptOf({ tokens }: Pick<Circuit, "tokens">): string {
  const [first, ...others] = tokens;
  return textOfTokens(first && isBeginning(first) ? others : tokens);
}

/** Whether a token marks a beginning and is no text. */
export function isBeginning({ text }: { text: string }): boolean {
  return /^<[|a-z_]{1,30}>$/i.test(text);
}

/** Character by character, at most `maxStates` steps each: no pattern can go back in the text. */
function matches(source: string, anyCase: boolean, text: string): boolean {
  const reading = new Automaton(parsePattern(source), anyCase, maxStates).begin();
  for (const character of text) {
    if (reading.isFoundWithin) return true;
    reading.read(character.codePointAt(0) ?? 0);
  }
  return reading.isFound;
}
