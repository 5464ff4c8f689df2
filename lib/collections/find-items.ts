import { z } from "zod";
import { type ListedFinding, readListed } from "@/lib/catalogue/read-listed";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";

export interface ListedItem {
  id: string;
  place: number;
  note: string;
  addedAt: Date;
  /** Null of one that was taken back, or is gone with its author: a tombstone. */
  finding: ListedFinding | null;
}

/** The place of the last item before the page. */
export const itemCursor = z
  .string()
  .regex(/^\d{1,5}$/)
  .meta({ examples: ["20"] })
  .transform(Number);

const fields = {
  ...{ id: true, place: true, note: true, addedAt: true, findingId: true },
  // The catalogue has what is published and nothing else.
  finding: { select: { entry: { select: { number: true } } } },
} as const;

interface ItemsPage {
  cursor?: number | undefined;
  limit?: number | undefined;
}

/** The items of a collection that whoever asks may see, in their order, a page at a time. */
export async function findItems(
  collectionId: string,
  { cursor = 0, limit = 20 }: ItemsPage = {},
): Promise<Page<ListedItem>> {
  const rows = await db().collectionItem.findMany({
    where: { collectionId, place: { gt: cursor } },
    orderBy: { place: "asc" },
    take: limit + 1,
    select: fields,
  });
  const page = cutPage(rows, limit, ({ place }) => String(place));
  return { ...page, items: await withFindings(page.items) };
}

/** Those that were put in last. */
export async function findLatestItems(collectionId: string, limit: number): Promise<ListedItem[]> {
  const rows = await db().collectionItem.findMany({
    where: { collectionId },
    orderBy: { id: "desc" },
    take: limit,
    select: fields,
  });
  return withFindings(rows);
}

interface Row extends Omit<ListedItem, "finding"> {
  findingId: string | null;
  finding: { entry: { number: number } | null } | null;
}

async function withFindings(rows: readonly Row[]): Promise<ListedItem[]> {
  const numbers = rows.flatMap(({ finding }) => (finding?.entry ? [finding.entry.number] : []));
  const findings = new Map((await readListed(numbers)).map((finding) => [finding.id, finding]));
  return rows.map(({ findingId, finding: _, ...item }) => ({
    ...item,
    finding: findings.get(findingId ?? "") ?? null,
  }));
}
