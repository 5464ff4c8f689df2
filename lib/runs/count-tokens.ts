import { getModel } from "@/lib/models/get-model";
import { getVocabulary } from "@/lib/models/vocabulary";
import { measureText } from "@/lib/tokens/measure-text";
import { checkText } from "./check-text";
import type { TokenCountView } from "./view";

export interface Prompted {
  model: { name: string; contextLength: number };
  text: string;
  /** Of a text that brings its own beginning, which is counted then. */
  asWritten?: boolean | undefined;
}

/** The same for a model by its name. Throws "not-found" too. */
export async function countTokensFor({
  model,
  ...prompt
}: Omit<Prompted, "model"> & { model: string }): Promise<TokenCountView> {
  return countTokens({ ...prompt, model: await getModel(model) });
}

/**
 * How many tokens a text has, and how many the model takes: one less than its context, since the first token is always
 * the beginning of the text, unless that is the text's own. Throws "invalid-input" for a text that is none, before anything is counted.
 */
export async function countTokens({ model, text, asWritten }: Prompted): Promise<TokenCountView> {
  checkText(text);
  const room = model.contextLength - 1;
  const limit = asWritten ? model.contextLength : room;
  const vocabulary = await getVocabulary(model.name);
  if (!vocabulary?.encode) return { tokens: null, limit, cuts: null };
  // What a text is cut to may have lost its own beginning.
  const measure = measureText({ encode: vocabulary.encode, tokens: vocabulary.tokens }, text, room);
  return measure.tokens <= limit ? { ...measure, limit, cuts: null } : { ...measure, limit };
}
