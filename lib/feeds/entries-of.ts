import type { ListedFinding } from "@/lib/catalogue/read-listed";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";

/** Published findings as entries: each changed when its newest version was published. */
export async function entriesOf(findings: readonly ListedFinding[]): Promise<AtomEntry[]> {
  const versions = await db().findingVersion.groupBy({
    by: ["findingId"],
    where: { findingId: { in: findings.map(({ id }) => id) } },
    _max: { publishedAt: true },
  });
  const updated = new Map(versions.map(({ findingId, _max }) => [findingId, _max.publishedAt]));
  const site = siteUrl();
  return findings.flatMap((finding): AtomEntry[] => {
    const { id, title, publishedAt, author, tags, sentence, circuit } = finding;
    // Taken back since it was found.
    if (!publishedAt) return [];
    return [
      {
        ...{ id: `urn:uuid:${id}`, title: title || "Untitled", url: `${site}/findings/${id}`, tags },
        ...{ published: publishedAt, updated: updated.get(id) ?? publishedAt },
        author: { name: author.name || author.handle, url: `${site}/users/${author.handle}` },
        summary: sentence ?? `A circuit of ${circuit.target} in ${circuit.run.model.displayName}.`,
      },
    ];
  });
}
