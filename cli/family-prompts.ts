import { EngineError } from "@/lib/engine/errors";
import type { Prompt, RoledText } from "@/lib/engine/evaluation/prompts";
import type { LoadedModel } from "@/lib/engine/model";
import { AppError } from "@/lib/errors";
import { expandFamily } from "@/lib/family-format/expand-family";
import { findRoles } from "@/lib/family-format/find-roles";
import type { ReadFamily } from "@/lib/family-format/read-family";
import type { RoledText as SpannedText } from "@/lib/family-format/render";

export interface ChosenPrompts {
  rule?: string;
  only?: "shown" | "held-out";
  /** The first so many. */
  prompts?: number;
}

/**
 * A family's prompts as a model's tokens. A role of several tokens stands at the last of them, by which all of its word is read;
 * the next token is read after the last of the text.
 */
export function familyPrompts(
  model: LoadedModel,
  read: ReadFamily,
  { rule, only, prompts: most }: ChosenPrompts,
): Prompt[] {
  const { prompts } = expandFamily(read, rule === undefined ? {} : { rule });
  const chosen = prompts
    .filter(({ heldOut }) => only === undefined || heldOut === (only === "held-out"))
    .slice(0, most);
  if (chosen.length === 0)
    throw new AppError(
      "unprocessable",
      `The family has no ${only === undefined ? "" : `${only} `}prompts to evaluate on.`,
    );
  return chosen.map(({ answer, distractor, counterfactual, ...prompt }, i) => ({
    ...roledTokens(model, prompt),
    readAt: null,
    right: tokenOf(model, answer, `Prompt ${i + 1}'s answer`),
    wrong: distractor === null ? null : tokenOf(model, distractor, `Prompt ${i + 1}'s distractor`),
    ...(counterfactual && { counterfactual: roledTokens(model, counterfactual) }),
  }));
}

function roledTokens(model: LoadedModel, text: SpannedText): RoledText {
  const tokens = model.tokenize(text.text);
  const found = findRoles(text, tokens.slice(1), 1);
  const roles = Object.fromEntries([...found].map(([role, positions]) => [role, positions.at(-1) ?? 0]));
  return { tokenIds: tokens.map(({ id }) => id), roles };
}

function tokenOf(model: LoadedModel, text: string, what: string): number {
  const ids = model.encodeText(text);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw new EngineError(
    "invalid-input",
    `${what}, ${JSON.stringify(text)}, is ${ids.length} tokens of this model, and must be one.`,
  );
}
