import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import type { CatalogueQuery } from "@/lib/catalogue/catalogue-query";
import type { CataloguePage } from "@/lib/catalogue/find-in-catalogue";
import { addressAt, type CataloguePlace, withoutFilter } from "./catalogue-address";
import { filterWords } from "./facet-words";

interface EmptyCatalogueProps {
  query: CatalogueQuery;
  without: CataloguePage["without"];
  features: ReadonlyMap<string, string>;
  place: CataloguePlace;
}

/** Where nothing is: which filter is in the way, and what could be traced so that there is something. */
export function EmptyCatalogue({ query, without, features, place }: EmptyCatalogueProps) {
  const chosen = query.filters.filter(
    ({ name, value }) => !place.fixed.some((f) => f.name === name && f.value === value),
  );
  if (chosen.length === 0)
    return (
      <EmptyState title="Nothing is published here yet.">
        <TextLink href="/">Run a text</TextLink>, trace a circuit, and write down what it shows: published, it
        stands here for everybody.
      </EmptyState>
    );
  const token = chosen.find(({ name }) => name === "token")?.value;
  const feature = chosen.find(({ name, value }) => name === "feature" && features.has(value))?.value;
  return (
    <EmptyState title="No published finding is like that.">
      {without.length > 0 && (
        <ul className="mt-2">
          {without.map((filter) => (
            <li key={`${filter.name} ${filter.value}`}>
              Without{" "}
              <TextLink href={addressAt(place, withoutFilter(query, filter))}>
                <bdi>{filterWords(filter, features)}</bdi>
              </TextLink>{" "}
              there {filter.count === 1 ? "is" : "are"} {formatCount(filter.count)}.
            </li>
          ))}
        </ul>
      )}
      {without.length === 0 && (
        <p className="mt-1">
          {chosen.length > 1 ? "No one filter is in the way: " : ""}
          <TextLink href={addressAt(place, { ...query, filters: [...place.fixed] })}>
            Leave out every filter
          </TextLink>
          .
        </p>
      )}
      <p className="mt-2">
        {token !== undefined && token.length <= 100 ? (
          <>
            Or be the first: <TextLink href="/">run a text</TextLink> with <bdi className="mono">{token}</bdi>{" "}
            in it, and trace what follows.
          </>
        ) : feature !== undefined ? (
          <>
            Or be the first: trace <TextLink href={`/features/${feature}`}>this feature</TextLink> in a text
            in which it fires.
          </>
        ) : (
          <>
            Or be the first: <TextLink href="/">run a text</TextLink>, trace a circuit in it, and publish what
            it shows.
          </>
        )}
      </p>
    </EmptyState>
  );
}
