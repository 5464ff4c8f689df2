import { getModel } from "@/lib/models/get-model";
import { getVocabulary } from "@/lib/models/vocabulary";
import { measureText } from "@/lib/tokens/measure-text";
import { checkText } from "./check-text";
import type { TokenCountView } from "./view";

export interface Prompted {
  model: { name: string; contextLength: number };
  text: string;
}

/** The same for a model by its name. Throws "not-found" too. */
export async function countTokensFor({
  model,
  text,
}: {
  model: string;
  text: string;
}): Promise<TokenCountView> {
  return countTokens({ model: await getModel(model), text });
}

/**
 * How many tokens a text has, and how many the model takes: one less than its context, since the first token is always
 * the beginning of the text. Throws "invalid-input" for a text that is none, before anything is counted.
 */
export async function countTokens({ model, text }: Prompted): Promise<TokenCountView> {
  checkText(text);
  const limit = model.contextLength - 1;
  const vocabulary = await getVocabulary(model.name);
  if (!vocabulary?.encode) return { tokens: null, limit, cuts: null };
  return measureText({ encode: vocabulary.encode, tokens: vocabulary.tokens }, text, limit);
}
