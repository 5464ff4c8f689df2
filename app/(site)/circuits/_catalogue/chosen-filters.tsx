import { Link } from "@/components/ui/link";
import { type CatalogueQuery, catalogueSorts } from "@/lib/catalogue/catalogue-query";
import { addressAt, type CataloguePlace, withoutFilter } from "./catalogue-address";
import { filterWords, sortWords } from "./facet-words";

interface ChosenProps {
  query: CatalogueQuery;
  features: ReadonlyMap<string, string>;
  place: CataloguePlace;
}

/** The filters that hold, each with a way to be rid of it. */
export function ChosenFilters({ query, features, place }: ChosenProps) {
  const removable = query.filters.filter(
    ({ name, value }) => !place.fixed.some((each) => each.name === name && each.value === value),
  );
  if (removable.length === 0) return null;
  return (
    <ul className="chosen-filters" aria-label="Filters that hold">
      {removable.map((filter) => (
        <li key={`${filter.name} ${filter.value}`}>
          <Link href={addressAt(place, withoutFilter(query, filter))} title="Leave this filter out">
            <bdi>{filterWords(filter, features)}</bdi>
            <span aria-hidden="true">{"\u00d7"}</span>
            <span className="sr-only">, leave out</span>
          </Link>
        </li>
      ))}
      {removable.length > 1 && (
        <li>
          <Link href={addressAt(place, { ...query, filters: [...place.fixed] })}>Leave out all</Link>
        </li>
      )}
    </ul>
  );
}

/** The orders of a list. */
export function SortLinks({ query, place }: Pick<ChosenProps, "query" | "place">) {
  return (
    <nav aria-label="Order" className="sort-links">
      {catalogueSorts.map((sort) => (
        <Link
          key={sort}
          href={addressAt(place, { ...query, sort })}
          aria-current={sort === query.sort || undefined}
        >
          {sortWords[sort]}
        </Link>
      ))}
    </nav>
  );
}
