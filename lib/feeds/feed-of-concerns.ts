import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import { notFound } from "@/lib/errors";
import type { ConditionalText } from "@/lib/http/conditional";
import { feedId } from "./feed-id";
import { feedLength } from "./feed-of-catalogue";
import { findFeedReader } from "./feed-secret";
import { findChecked } from "./find-checked";
import { findCollected } from "./find-collected";
import { findConcerning } from "./find-concerning";
import { findOwnLabels } from "./find-own-labels";
import { findProposed } from "./find-proposed";
import { findStandings } from "./find-standings";
import { keptFeed } from "./kept-feeds";

/** Of who wrote more, their latest. */
const maxFindings = 200;

/** What concerns a member's features and findings, by the secret of their feed's address. Throws "not-found". */
export async function getFeedOfConcerns(secret: string): Promise<ConditionalText> {
  const reader = await findFeedReader(secret);
  if (!reader) throw notFound("feed");
  const of = `/concerns/${reader.id}`;
  return keptFeed(of, async () => {
    const own = await db().finding.findMany({
      where: { authorId: reader.id, publishedAt: { not: null } },
      orderBy: { id: "desc" },
      take: maxFindings,
      select: {
        ...{ id: true, title: true, circuitId: true },
        circuit: { select: { target: true, run: { select: { model: { select: { name: true } } } } } },
      },
    });
    const concerned = { userId: reader.id, circuitIds: own.map(({ circuitId }) => circuitId) };
    const found = await Promise.all([
      findConcerning(reader, own, feedLength),
      findChecked(own, feedLength),
      findCollected(reader.id, own, feedLength),
      findProposed(concerned, feedLength),
      findStandings(concerned, feedLength),
      findOwnLabels(reader.id, feedLength),
    ]);
    return {
      ...{ id: feedId(of), title: "What concerns your features and findings", begun: reader.createdAt },
      // Not its own address, in which the secret stands: what is shown of a feed is copied and passed on.
      ...{ page: `${siteUrl()}/users/${reader.handle}`, self: null },
      entries: found
        .flat()
        .toSorted((a, b) => b.updated.getTime() - a.updated.getTime())
        .slice(0, feedLength),
    };
  });
}
