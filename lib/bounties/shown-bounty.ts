import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";

/** The id of a bounty that everybody sees. Throws "not-found". */
export async function idOfShown(slug: string): Promise<string> {
  const row = isStorable(slug)
    ? await db().bounty.findFirst({ where: { slug, isShown: true }, select: { id: true } })
    : null;
  if (!row) throw notFound("bounty");
  return row.id;
}
