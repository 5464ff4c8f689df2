import type { ModelConfig } from "../architectures/architecture";
import { EngineError } from "../errors";

/** A text with the tokens that play a role in it: `S2`, `END`. Prompts are set beside each other by role, never by position. */
export interface RoledText {
  tokenIds: readonly number[];
  /** The position of each role that it has. */
  roles: Readonly<Record<string, number>>;
}

/** One prompt of several that ask the same. */
export interface Prompt extends RoledText {
  /** The role after which the next token is read; null for the last token. */
  readAt: string | null;
  /** The token that should come next. */
  right: number;
  /** The one that it is told from; null where there is none. */
  wrong: number | null;
  /** The text whose values stand in for this one's. */
  counterfactual?: RoledText;
}

/** Throws `EngineError` "invalid-input" with a sentence that names the prompt, the first being 1. */
export function checkPrompts(
  { contextLength, vocabularySize }: Pick<ModelConfig, "contextLength" | "vocabularySize">,
  prompts: readonly Prompt[],
): void {
  if (prompts.length === 0) throw refused("There are no prompts.");
  for (const [i, prompt] of prompts.entries()) {
    const name = `Prompt ${i + 1}`;
    checkText(name, prompt, { contextLength, vocabularySize });
    readPosition(prompt, name);
    for (const token of prompt.wrong === null ? [prompt.right] : [prompt.right, prompt.wrong])
      checkToken(name, token, vocabularySize);
    if (prompt.wrong === prompt.right)
      throw refused(`${name} has the same token, ${prompt.right}, as its right answer and as its wrong one.`);
    if (prompt.counterfactual)
      checkText(`${name}'s counterfactual`, prompt.counterfactual, { contextLength, vocabularySize });
  }
}

function checkText(
  name: string,
  { tokenIds, roles }: RoledText,
  { contextLength, vocabularySize }: { contextLength: number; vocabularySize: number },
): void {
  const length = tokenIds.length;
  if (length === 0) throw refused(`${name} has no tokens.`);
  if (length > contextLength) throw refused(`${name} has ${length} tokens, and ${contextLength} fit.`);
  for (const token of tokenIds) checkToken(name, token, vocabularySize);
  const taken = new Map<number, string>();
  for (const [role, position] of Object.entries(roles)) {
    if (!Number.isInteger(position) || position < 0 || position >= length)
      throw refused(`${name} has its role ${role} at position ${position}, and has ${length} tokens.`);
    const other = taken.get(position);
    if (other !== undefined)
      throw refused(`${name} has its roles ${other} and ${role} at the same token, at position ${position}.`);
    taken.set(position, role);
  }
}

function checkToken(name: string, token: number, vocabularySize: number): void {
  if (Number.isInteger(token) && token >= 0 && token < vocabularySize) return;
  throw refused(`${name} names token ${token}, which is not in the vocabulary of ${vocabularySize}.`);
}

/** Where the next token is read, of a prompt or of its counterfactual. */
export function readPosition(text: RoledText & Pick<Prompt, "readAt">, name: string): number {
  if (text.readAt === null) return text.tokenIds.length - 1;
  const position = positionOf(text, text.readAt);
  if (position !== undefined) return position;
  throw refused(`${name} has no role ${text.readAt}, after which its next token is read.`);
}

export function positionOf({ roles }: RoledText, role: string): number | undefined {
  return Object.hasOwn(roles, role) ? roles[role] : undefined;
}

/** The roles whose tokens can change what is read after `position`: those up to it. */
export function rolesUpTo({ roles }: RoledText, position: number): [role: string, position: number][] {
  return Object.entries(roles).filter(([, at]) => at <= position);
}

export function refused(sentence: string): EngineError {
  return new EngineError("invalid-input", sentence);
}
