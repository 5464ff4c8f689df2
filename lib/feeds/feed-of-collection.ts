import { findLatestItems } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { siteUrl } from "@/lib/env";
import type { ConditionalText } from "@/lib/http/conditional";
import { entriesOf } from "./entries-of";
import { feedId } from "./feed-id";
import { feedLength } from "./feed-of-catalogue";
import { keptFeed } from "./kept-feeds";

/** What was put into a public collection last, each with what is said of it there. Throws "not-found", also of a private one. */
export async function getFeedOfCollection(collectionId: string): Promise<ConditionalText> {
  const collection = await getCollection({ collectionId, viewer: { kind: "guest", key: "feed" } });
  const of = `/collections/${collection.id}`;
  return keptFeed(of, async () => {
    const items = (await findLatestItems(collection.id, feedLength)).flatMap(({ finding, ...item }) =>
      finding ? [{ ...item, finding }] : [],
    );
    const notes = new Map(items.map(({ finding, note }) => [finding.id, note]));
    const entries = await entriesOf(
      items.map(({ finding }) => ({ ...finding, sentence: notes.get(finding.id) || finding.sentence })),
    );
    return {
      ...{ id: feedId(of), title: collection.title, begun: collection.updatedAt },
      page: siteUrl() + of,
      self: `${siteUrl()}/api/v1/feeds${of}`,
      entries,
    };
  });
}
