import { addressOf, type CatalogueQuery, type Filter } from "@/lib/catalogue/catalogue-query";
import { facetKinds } from "@/lib/catalogue/facet-kinds";

/** Where a list of the catalogue stands: at `/circuits`, or at a person's page, whose filter is not in its address. */
export interface CataloguePlace {
  path: string;
  /** What is always filtered by there. */
  fixed: readonly Filter[];
}

export const catalogueItself: CataloguePlace = { path: "/circuits", fixed: [] };

const isSame = (a: Filter) => (b: Filter) => a.name === b.name && a.value === b.value;

export function isChosen({ filters }: CatalogueQuery, filter: Filter): boolean {
  return filters.some(isSame(filter));
}

/** The address of a query, from its first page on. */
export function addressAt({ path, fixed }: CataloguePlace, { filters, sort }: CatalogueQuery): string {
  const said = filters.filter((filter) => !fixed.some(isSame(filter)));
  const params = addressOf({ filters: said, sort }).toString();
  return params === "" ? path : `${path}?${params}`;
}

/** The same query with one filter more; of what has one value only, in the place of the other. */
export function withFilter({ filters, sort }: CatalogueQuery, filter: Filter): CatalogueQuery {
  const { isOne } = facetKinds[filter.name];
  const others = filters.filter((each) => !isSame(filter)(each) && !(isOne && each.name === filter.name));
  return { filters: [...others, filter], sort };
}

export function withoutFilter({ filters, sort }: CatalogueQuery, filter: Filter): CatalogueQuery {
  return { filters: filters.filter((each) => !isSame(filter)(each)), sort };
}
