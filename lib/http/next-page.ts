import { z } from "zod";

/** Whether a schema is of one page of a list (`pageSchema`). */
export function isPaged(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && "nextCursor" in schema.shape && "items" in schema.shape;
}

/**
 * The header `link` of a page (RFC 8288): the address that was asked for with the cursor of the next page; null on the last one.
 * It has no host, so that it holds behind a proxy too.
 */
export function nextPageLink({ pathname, search }: URL, page: unknown): string | null {
  const cursor = typeof page === "object" && page && "nextCursor" in page ? page.nextCursor : null;
  if (typeof cursor !== "string") return null;
  const query = new URLSearchParams(search);
  query.set("cursor", cursor);
  return `<${pathname}?${query}>; rel="next"`;
}
