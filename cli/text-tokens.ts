import type { LoadedModel } from "@/lib/engine/model";
import type { Token } from "@/lib/engine/tokens/tokenizer";
import type { TextOptions } from "./options";

/** Tokens of the text that was asked for. Says on standard error where it has two beginning-of-text tokens. */
export function tokensOf(
  model: LoadedModel,
  { text, asWritten }: Pick<TextOptions, "text" | "asWritten">,
): Token[] {
  const tokens = model.tokenize(text, { asWritten });
  const [first, second] = tokens;
  if (!asWritten && first && first.id === second?.id)
    process.stderr.write(
      `Note: The text brings its own beginning-of-text token, ${first.text}, and one more stands in front of it. With --as-written none is added.\n`,
    );
  return tokens;
}
