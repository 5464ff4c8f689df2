import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatCount } from "@/components/ui/format-number";
import { type CatalogueQuery, catalogueCursor } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { nameFeatures } from "@/lib/catalogue/name-features";
import type { CataloguePlace } from "./catalogue-address";
import { ChosenFilters, SortLinks } from "./chosen-filters";
import { EmptyCatalogue } from "./empty-catalogue";
import { FacetLists } from "./facet-lists";
import { FilterForm } from "./filter-form";
import { FindingCard } from "./finding-card";
import { TakeAlong } from "./take-along";
import "./catalogue.css";

interface CatalogueListProps {
  query: CatalogueQuery;
  place: CataloguePlace;
  params: URLSearchParams;
}

/** Published findings as a query has them, with what narrows them further. */
export async function CatalogueList({ query, place, params }: CatalogueListProps) {
  const cursor = cursorOf(params, "catalogue", catalogueCursor);
  const { items, nextCursor, total, counts, without } = await findInCatalogue({ query, cursor });
  const features = await nameFeatures([
    ...counts.filter(({ name }) => name === "feature").map(({ value }) => value),
    ...query.filters.filter(({ name }) => name === "feature").map(({ value }) => value),
  ]);
  const shared = { query, features, place };
  const others = without.filter(
    ({ name, value }) => !place.fixed.some((each) => each.name === name && each.value === value),
  );
  return (
    <div className="catalogue">
      <div className="min-w-0">
        <ChosenFilters {...shared} />
        {total > 0 && (
          <div className="catalogue-head">
            <p>
              {formatCount(total)} {total === 1 ? "finding" : "findings"}
              <a className="text-link ml-3 lg:hidden" href="#narrow">
                Narrow
              </a>
            </p>
            <SortLinks query={query} place={place} />
          </div>
        )}
        {total === 0 && <EmptyCatalogue {...shared} without={others} />}
        <ul>
          {items.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </ul>
        {total > 0 && items.length === 0 && <p className="text-m">This list ends before here.</p>}
        <ListPager list="catalogue" label="Pages of findings" params={params} nextCursor={nextCursor} />
        <TakeAlong query={query} />
      </div>
      <aside id="narrow" aria-label="Narrow the list">
        <FilterForm query={query} place={place} />
        <FacetLists {...shared} counts={counts} />
      </aside>
    </div>
  );
}
