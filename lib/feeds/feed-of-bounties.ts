import { findBounties } from "@/lib/bounties/find-bounties";
import { wordsOfBounty } from "@/lib/bounties/words-of-bounty";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { ConditionalText } from "@/lib/http/conditional";
import type { AtomEntry } from "./atom";
import { feedId } from "./feed-id";
import { feedLength } from "./feed-of-catalogue";
import { keptFeed } from "./kept-feeds";

/** The bounties that were begun last and that everybody sees, whatever became of them; each changed when something was logged of it. */
export async function getFeedOfBounties(): Promise<ConditionalText> {
  const of = "/bounties";
  return keptFeed(of, async () => ({
    ...{ id: feedId(of), title: "Bounties", begun: new Date(0) },
    page: siteUrl() + of,
    self: `${siteUrl()}/api/v1/feeds/bounties`,
    entries: await readEntries(),
  }));
}

async function readEntries(): Promise<AtomEntry[]> {
  const { items } = await findBounties({
    ...{ viewer: { kind: "guest", key: "feed" }, only: "all", limit: feedLength },
  });
  const rows = await db().bounty.findMany({
    where: { slug: { in: items.map(({ slug }) => slug) }, isShown: true },
    select: {
      ...{ id: true, slug: true, openedAt: true },
      events: { orderBy: { id: "desc" }, take: 1, select: { at: true } },
    },
  });
  const bySlug = new Map(rows.map((row) => [row.slug, row]));
  const site = siteUrl();
  return items.flatMap((bounty): AtomEntry[] => {
    const row = bySlug.get(bounty.slug);
    // Hidden since it was found.
    if (!row?.openedAt) return [];
    const { title, slug, sponsor } = bounty;
    return [
      {
        ...{ id: `urn:uuid:${row.id}`, title, url: `${site}/bounties/${slug}`, tags: [bounty.standing] },
        ...{ published: row.openedAt, updated: row.events[0]?.at ?? row.openedAt },
        author: { name: sponsor.name || sponsor.handle, url: `${site}/users/${sponsor.handle}` },
        summary: wordsOfBounty(bounty).join(". "),
      },
    ];
  });
}
