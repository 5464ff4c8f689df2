import type { z } from "zod";
import { Pager } from "@/components/ui/pager";
import { type ListName, unagedLists } from "./list-names";

interface ListPagerProps {
  list: ListName;
  label: string;
  /** The page's query, in which each list on it has a place of its own. */
  params: URLSearchParams;
  nextCursor: string | null;
}

/** The links through one of a page's lists. The others, and what else the address says, stay as they are. */
export function ListPager({ list, label, params, nextCursor }: ListPagerProps) {
  const at = (cursor: string | null) => {
    const query = new URLSearchParams(params);
    query.delete(list);
    if (cursor !== null) query.set(list, cursor);
    return `?${query}`;
  };
  return (
    <Pager
      label={label}
      first={params.has(list) ? at(null) : null}
      next={nextCursor && at(nextCursor)}
      byAge={!unagedLists.has(list)}
    />
  );
}

/** Where the page of a list begins; undefined at its start, and where the address says nothing of sense. */
export function cursorOf<Cursor>(
  params: URLSearchParams,
  list: ListName,
  schema: z.ZodType<Cursor>,
): Cursor | undefined {
  return schema.safeParse(params.get(list)).data;
}
