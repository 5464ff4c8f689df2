import type { ListedFinding } from "@/lib/catalogue/read-listed";
import { siteUrl } from "@/lib/env";
import type { Row } from "./table";

/** What a table of published findings says of each. */
export const findingColumns = [
  ...["finding", "title", "says", "author", "published", "tags", "model", "target", "target name"],
  ...["text", "nodes", "completeness", "replacement", "verified", "causally checked", "address"],
];

export function findingCells(finding: ListedFinding): Row {
  const { id, title, sentence, author, publishedAt, tags, circuit, target, trust } = finding;
  return [
    ...[id, title, sentence, author.handle, publishedAt, tags, circuit.run.model.name, circuit.target],
    ...[target?.name ?? null, circuit.run.text, circuit.nodeCount],
    ...[circuit.completenessScore, circuit.replacementScore],
    ...[trust.verified?.passed ?? null, trust.checked.length > 0, `${siteUrl()}/findings/${id}`],
  ];
}
