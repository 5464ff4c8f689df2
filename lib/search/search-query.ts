import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { maxSearchLength } from "./search-text";

/** What is looked for, as the page's address and the API's say it. */
export const searchText = storableText.max(
  maxSearchLength,
  `A search has at most ${maxSearchLength} characters: leave some words out.`,
);

export const searchLimit = z.coerce.number().int().min(1).max(50);
