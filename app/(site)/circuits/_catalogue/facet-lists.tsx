import { Term } from "@/app/_components/term/term";
import { Written } from "@/app/_written/written";
import { formatCount } from "@/components/ui/format-number";
import { Link } from "@/components/ui/link";
import { type CatalogueQuery, maxFilters } from "@/lib/catalogue/catalogue-query";
import type { ValueCount } from "@/lib/catalogue/count-values";
import type { FacetName } from "@/lib/catalogue/facet-kinds";
import { addressAt, type CataloguePlace, isChosen, withFilter, withoutFilter } from "./catalogue-address";
import { facetHeadings, facetNotes, facetTerms, offered, valueWords } from "./facet-words";

interface FacetListsProps {
  query: CatalogueQuery;
  counts: readonly ValueCount[];
  features: ReadonlyMap<string, string>;
  place: CataloguePlace;
}

/** The values that narrow a list, each a link that says how many findings it leaves. */
export function FacetLists({ query, counts, features, place }: FacetListsProps) {
  const names = offered.filter((name) => !place.fixed.some((each) => each.name === name));
  return (
    <Written className="facet-lists">
      {names.map((name) => {
        const values = counts.filter((each) => each.name === name);
        return values.length === 0 ? null : (
          <FacetList key={name} name={name} values={values} {...{ query, features, place }} />
        );
      })}
    </Written>
  );
}

function FacetList({
  name,
  values,
  query,
  features,
  place,
}: Omit<FacetListsProps, "counts"> & { name: FacetName; values: readonly ValueCount[] }) {
  const note = facetNotes[name];
  return (
    <section aria-labelledby={`facet-${name}`}>
      <h3 id={`facet-${name}`}>
        <Term of={facetTerms[name]} {...(note !== undefined && { says: note })}>
          {facetHeadings[name]}
        </Term>
      </h3>
      <ul>
        {inOrder(name, values).map(({ value, count }) => {
          const filter = { name, value };
          const chosen = isChosen(query, filter);
          const words = <bdi>{valueWords(filter, features)}</bdi>;
          const next = chosen ? withoutFilter(query, filter) : withFilter(query, filter);
          const isRoom = chosen || next.filters.length <= maxFilters;
          return (
            <li key={value} data-chosen={chosen || undefined}>
              {isRoom ? (
                <Link
                  href={addressAt(place, next)}
                  rel="nofollow"
                  aria-current={chosen || undefined}
                  title={chosen ? "Chosen: press to leave it out" : undefined}
                >
                  {words}
                </Link>
              ) : (
                <span>{words}</span>
              )}
              <span className="facet-count">{formatCount(count)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Bars rise; everything else comes as it is, the most frequent first. */
function inOrder(name: FacetName, values: readonly ValueCount[]): readonly ValueCount[] {
  if (name !== "completeness" && name !== "replacement") return values;
  return values.toSorted((a, b) => Number(a.value) - Number(b.value));
}
