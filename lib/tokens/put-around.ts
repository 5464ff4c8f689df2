import { z } from "zod";
import { stepsOf, TokenizerFault } from "./text-steps";
import type { TokenizerJson } from "./tokenizer-json";

/** As the reference writes a template: the text, and tokens by a name that `special_tokens` has the ids of. */
const template = z.object({
  single: z.array(
    z.union([
      z.strictObject({ Sequence: z.looseObject({ id: z.string() }) }),
      z.strictObject({ SpecialToken: z.looseObject({ id: z.string() }) }),
    ]),
  ),
  special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.number()) })),
});

/**
 * The ids that a file's `post_processor` puts in front of one text, which a text here has by itself (engine/tokens/tokenizer.ts). Throws
 * `TokenizerFault` for what would put anything else around it.
 */
export function idsInFront({ post_processor }: TokenizerJson): number[] {
  const front: number[] = [];
  for (const step of stepsOf(post_processor, "processors")) {
    // It moves the ends of tokens in the text, and changes none.
    if (step.type === "ByteLevel") continue;
    if (step.type !== "TemplateProcessing")
      throw new TokenizerFault(
        `a post_processor ${step.type.slice(0, 100)} is not supported: TemplateProcessing and ByteLevel are`,
      );
    front.unshift(...inFrontOf(step));
  }
  return front;
}

function inFrontOf(step: object): number[] {
  const read = template.safeParse(step);
  if (!read.success) throw new TokenizerFault("the template of its post_processor cannot be read");
  const { single, special_tokens } = read.data;
  const at = single.findIndex((piece) => "Sequence" in piece);
  if (at < 0 || single.slice(at + 1).some((piece) => "Sequence" in piece))
    throw new TokenizerFault("the template of its post_processor does not hold the text once");
  if (at < single.length - 1)
    throw new TokenizerFault(
      "its post_processor puts tokens behind every text, which is not done here: take them out of its template",
    );
  return single.slice(0, at).flatMap((piece) => {
    const name = "SpecialToken" in piece ? piece.SpecialToken.id : "";
    const token = Object.hasOwn(special_tokens, name) ? special_tokens[name] : undefined;
    if (!token) throw new TokenizerFault("the template of its post_processor has a token without ids");
    return token.ids;
  });
}
