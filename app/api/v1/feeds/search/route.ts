import { z } from "zod";
import { getFeedOfWords } from "@/lib/feeds/feed-of-words";
import { feedAnswer, feedLimit } from "@/lib/feeds/feed-routes";
import { route } from "@/lib/http/route";
import { searchText } from "@/lib/search/search-query";
import { readSearchText, wordsOf } from "@/lib/search/search-text";

export const GET = route({
  summary: "The last published findings, and the features named last, that have the words, as an Atom feed.",
  access: "anyone",
  query: z.object({
    q: searchText
      .refine((text) => wordsOf(readSearchText(text)).length > 0, "Name a word to look for.")
      .describe("Words, phrases in quotes, and the beginning of the last word."),
  }),
  problems: ["invalid-input"],
  limit: feedLimit,
  answer: feedAnswer,
  handle: ({ query }) => getFeedOfWords(query.q),
});
