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
