import { QueryClient } from "@tanstack/react-query";
import type { VocabularyToken } from "@/lib/tokens/token-text";

/* Loaded when somebody first types a token: the likeliest ones come with the page itself. */

/** A model's vocabulary never changes. */
const client = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: 1 } },
});

class TokensUnavailable extends Error {}

/** The tokens that somebody who types this may mean, the likeliest first. */
export function fetchTokens(model: string, query: string): Promise<VocabularyToken[]> {
  return client.fetchQuery({
    queryKey: ["models", model, "tokens", query],
    queryFn: async ({ signal }): Promise<VocabularyToken[]> => {
      const address = `/api/v1/models/${encodeURIComponent(model)}/tokens?query=${encodeURIComponent(query)}`;
      const response = await fetch(address, { signal });
      if (!response.ok) throw new TokensUnavailable(`status ${response.status}`);
      const { tokens } = await response.json();
      return tokens;
    },
  });
}
