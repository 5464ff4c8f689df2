import type { EntryFacts } from "@/lib/bounty-format/facts";
import { isBeginning } from "@/lib/bounty-rules/rules/prompt";
import { db } from "@/lib/db/client";
import { getVocabulary } from "@/lib/models/vocabulary";
import { textOfTokens } from "@/lib/tokens/token-text";
import type { ReadFrozen } from "../frozen";

const spaces = {
  none: "never",
  every: "always",
  "every-without": "where-none-is",
  "first-without": "where-none-is",
} as const;

/** What a circuit's tokens say by the bytes of the model's own tokenizer; unknown where that is not here, or has not these tokens. */
export async function promptAsReadOf({
  modelChecksum: checksum,
  tokenIds,
}: Pick<ReadFrozen["spec"], "modelChecksum" | "tokenIds">): Promise<NonNullable<EntryFacts["prompt"]>> {
  const model = await db().model.findFirst({ where: { checksum }, select: { name: true } });
  const vocabulary = model && (await getVocabulary(model.name));
  if (!vocabulary?.front) return "unknown";
  const tokens = tokenIds.flatMap((id) => vocabulary.tokens.get(id) ?? []);
  if (tokens.length < tokenIds.length) return "unknown";
  const [first, ...others] = tokens;
  const text = textOfTokens(first && isBeginning(first) ? others : tokens);
  return { text, spaceInFront: spaces[vocabulary.front] };
}
