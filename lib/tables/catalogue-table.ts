import { type CatalogueQuery, catalogueCursor } from "@/lib/catalogue/catalogue-query";
import { listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { siteUrl } from "@/lib/env";
import { pagesOf, type Table } from "./table";

/** Published findings that pass every filter, in the query's order. */
export function catalogueTable(query: CatalogueQuery): Table {
  const site = siteUrl();
  return {
    name: "circuits",
    columns: [
      ...["finding", "title", "says", "author", "published", "tags", "model", "target", "target name"],
      ...["text", "nodes", "completeness", "replacement", "verified", "causally checked", "address"],
    ],
    batches: pagesOf(
      catalogueCursor,
      (cursor, limit) => listCatalogue({ query, cursor, limit }),
      ({ id, title, sentence, author, publishedAt, tags, circuit, target, trust }) => [
        ...[id, title, sentence, author.handle, publishedAt, tags, circuit.run.model.name, circuit.target],
        ...[target?.name ?? null, circuit.run.text, circuit.nodeCount],
        ...[circuit.completenessScore, circuit.replacementScore],
        ...[trust.verified?.passed ?? null, trust.checked.length > 0, `${site}/findings/${id}`],
      ],
    ),
  };
}
