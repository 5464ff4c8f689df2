import { db } from "@/lib/db/client";
import type { SearchText } from "./search-text";

/** What is looked for, as PostgreSQL's text search has it. */
export interface LookedFor extends SearchText {
  /** With the stems of English beside the words as they are, for what people write; empty where nearly every text has them. */
  stems: string;
  /** The words as they are, for names. */
  names: string;
}

export async function readLookedFor(text: SearchText): Promise<LookedFor> {
  const { terms, begins } = text;
  const [row] = await db().$queryRaw<{ stems: string; names: string }[]>`
    select search_query(${terms}::text[], ${begins}::text, true)::text as stems,
      search_query(${terms}::text[], ${begins}::text, false)::text as names`;
  return { ...text, stems: row?.stems ?? "", names: row?.names ?? "" };
}
