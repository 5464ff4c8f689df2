import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";

/** The tokens of a model's vocabulary that somebody who types this may mean, the likeliest first. */
export function tokensQuery(model: string, typed: string) {
  const query = typed.replaceAll("\u00b7", " ").replaceAll("\u21b5", "\n");
  return queryOptions({
    queryKey: ["models", model, "tokens", query],
    queryFn: async ({ signal }) => {
      const address = `/api/v1/models/${encodeURIComponent(model)}/tokens?query=${encodeURIComponent(query)}`;
      return (await ask((answers) => answers.foundTokensSchema, { address, signal })).tokens;
    },
    retry: 1,
  });
}

/** How many tokens a text has, how many the model takes, and where a longer one may be cut. */
export function tokenCountQuery(model: string, text: string, asWritten = false) {
  return queryOptions({
    queryKey: ["models", model, "token-counts", text, asWritten],
    queryFn: ({ signal }) =>
      ask((answers) => answers.tokenCountSchema, {
        method: "POST",
        address: `/api/v1/models/${encodeURIComponent(model)}/token-counts`,
        body: { text, ...(asWritten && { asWritten }) },
        signal,
      }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
