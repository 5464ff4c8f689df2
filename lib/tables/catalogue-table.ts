import { type CatalogueQuery, catalogueCursor } from "@/lib/catalogue/catalogue-query";
import { listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { findingCells, findingColumns } from "./finding-cells";
import { pagesOf, type Table } from "./table";

/** Published findings that pass every filter, in the query's order. */
export function catalogueTable(query: CatalogueQuery): Table {
  return {
    name: "circuits",
    columns: findingColumns,
    batches: pagesOf(
      catalogueCursor,
      (cursor, limit) => listCatalogue({ query, cursor, limit }),
      findingCells,
    ),
  };
}
