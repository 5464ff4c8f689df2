import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { terms } from "@/app/_components/term/terms";
import { facetNames } from "@/lib/catalogue/facet-kinds";
import { catalogueItself } from "./catalogue-address";
import { FacetLists } from "./facet-lists";
import { facetHeadings } from "./facet-words";

test("the heading of every kind of filter leads to where the guide explains it", () => {
  const counts = facetNames.map((name) => ({ name, value: "3", count: 1 }));
  const query = { filters: [], sort: "newest" } as const;
  const html = renderToStaticMarkup(
    <FacetLists
      query={{ ...query, filters: [] }}
      counts={counts}
      features={new Map()}
      place={catalogueItself}
    />,
  );
  const headings = [...html.matchAll(/<h3[^>]*><a href="\/docs\/glossary#([^"]+)"[^>]*>([^<]*)<\/a><\/h3>/g)];
  expect(headings.map(([, , heading]) => heading)).toEqual(facetNames.map((name) => facetHeadings[name]));
  for (const [, anchor = ""] of headings) expect(Object.keys(terms)).toContain(anchor);
});
