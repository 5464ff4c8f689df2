import { AppError } from "@/lib/errors";
import { countTokens, type Prompted } from "./count-tokens";

/**
 * Refuses a text of more tokens than the model takes, with both counts, before anything is paid or queued. What cannot
 * be counted here is left to the worker. Throws "invalid-input".
 */
export async function checkTokenCount(prompted: Prompted): Promise<void> {
  const { tokens, limit, cuts } = await countTokens(prompted);
  if (tokens === null || tokens <= limit) return;
  const [count, most] = [tokens, limit].map((number) => number.toLocaleString("en"));
  const problem = `The text has ${count} tokens, and ${most} fit. Shorten it.`;
  throw new AppError("invalid-input", problem, {
    fields: { text: problem },
    count: { tokens, limit, cuts },
  });
}
