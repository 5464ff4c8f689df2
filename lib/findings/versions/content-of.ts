import { type FindingContent, findingContentFormat } from "@/lib/finding-format/content";

interface VersionRow {
  findingId: string;
  number: number;
  publishedAt: Date;
  authorHandle: string;
  authorName: string | null;
  licence: string;
  graphHash: string;
}

interface RevisionRow {
  title: string;
  body: string;
  tags: string[];
  state: string;
}

/** What a version is the hash of, from its row and its revision's. */
export function contentOf(version: VersionRow, said: RevisionRow): FindingContent {
  return {
    format: findingContentFormat,
    finding: version.findingId,
    version: version.number,
    publishedAt: version.publishedAt.toISOString(),
    title: said.title,
    writeUp: said.body,
    tags: said.tags,
    arrangement: said.state,
    licence: version.licence,
    authors: [{ handle: version.authorHandle, name: version.authorName }],
    circuit: version.graphHash,
  };
}
