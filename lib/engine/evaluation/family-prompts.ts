import { type ChosenPrompts, choosePrompts } from "@/lib/family-format/choose-prompts";
import { expandFamily } from "@/lib/family-format/expand-family";
import { findRoles } from "@/lib/family-format/find-roles";
import type { ReadFamily } from "@/lib/family-format/read-family";
import type { RoledText as SpannedText } from "@/lib/family-format/render";
import type { LoadedModel } from "../model";
import { type Prompt, type RoledText, refused } from "./prompts";

/** Of a model, what its tokens are known by. */
type Tokenizing = Pick<LoadedModel, "tokenize" | "encodeText">;

/**
 * A family's prompts as a model's tokens. A role of several tokens stands at the last of them, by which all of its word is read;
 * the next token is read after the last of the text. Throws `FamilyFault`, and `EngineError` "invalid-input".
 */
export function familyPrompts(model: Tokenizing, read: ReadFamily, chosen: ChosenPrompts): Prompt[] {
  return choosePrompts(read, chosen).map(({ answer, distractor, counterfactual, ...prompt }, i) => ({
    ...roledTokens(model, prompt),
    readAt: null,
    right: tokenOf(model, answer, `Prompt ${i + 1}'s answer`),
    wrong: distractor === null ? null : tokenOf(model, distractor, `Prompt ${i + 1}'s distractor`),
    ...(counterfactual && { counterfactual: roledTokens(model, counterfactual) }),
  }));
}

/** Where the roles of a text stand that is one of a family's prompts, of either part; null where it is none. */
export function rolesInFamily(
  model: Tokenizing,
  read: ReadFamily,
  tokenIds: readonly number[],
): RoledText["roles"] | null {
  const ids = tokenIds.join();
  const idsOf = (text: string) => model.tokenize(text).map(({ id }) => id);
  const own = expandFamily(read).prompts.find(({ text }) => idsOf(text).join() === ids);
  return own ? roledTokens(model, own).roles : null;
}

function roledTokens(model: Tokenizing, text: SpannedText): RoledText {
  const tokens = model.tokenize(text.text);
  const found = findRoles(text, tokens.slice(1), 1);
  const roles = Object.fromEntries([...found].map(([role, positions]) => [role, positions.at(-1) ?? 0]));
  return { tokenIds: tokens.map(({ id }) => id), roles };
}

function tokenOf(model: Tokenizing, text: string, what: string): number {
  const ids = model.encodeText(text);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw refused(`${what}, ${JSON.stringify(text)}, is ${ids.length} tokens of this model, and must be one.`);
}
