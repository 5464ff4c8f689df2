import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask";

/** Of each kind, as many as a short list has room for. */
const shownOfEach = 4;

/** What a text finds, or is the id of. What the last text found stays until this one is answered. */
export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ["search", text],
    queryFn: ({ signal }) =>
      ask((answers) => answers.foundSchema, {
        address: `/api/v1/search?${new URLSearchParams({ q: text, limit: String(shownOfEach) })}`,
        signal,
      }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
