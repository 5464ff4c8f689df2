import { db } from "@/lib/db/client";

export interface PublishedStarter {
  findingId: string;
  title: string;
  circuitId: string;
}

/** What the site published of one of its own prompts; null where it has not (yet), or has taken it back. */
export async function findPublishedStarter(name: string): Promise<PublishedStarter | null> {
  const starter = await db().starterFinding.findFirst({
    where: { name, finding: { publishedAt: { not: null } } },
    select: { finding: { select: { id: true, title: true, circuitId: true } } },
  });
  const finding = starter?.finding;
  return finding ? { findingId: finding.id, title: finding.title, circuitId: finding.circuitId } : null;
}

/** The same of all of them, by name. */
export async function findPublishedStarters(): Promise<
  (PublishedStarter & { name: string; text: string })[]
> {
  const starters = await db().starterFinding.findMany({
    where: { finding: { publishedAt: { not: null } } },
    orderBy: { id: "asc" },
    select: {
      name: true,
      run: { select: { text: true } },
      finding: { select: { id: true, title: true, circuitId: true } },
    },
  });
  return starters.flatMap(({ name, run, finding }) =>
    finding
      ? [
          {
            name,
            text: run?.text ?? "",
            findingId: finding.id,
            title: finding.title,
            circuitId: finding.circuitId,
          },
        ]
      : [],
  );
}
