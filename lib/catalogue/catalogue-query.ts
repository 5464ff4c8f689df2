import { z } from "zod";
import { isStorable } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import { type FacetName, facetNames, isFacetName } from "./facet-kinds";

export const catalogueSorts = ["newest", "completeness", "replacement"] as const;
export type CatalogueSort = (typeof catalogueSorts)[number];

/** A value that findings must have. */
export interface Filter {
  name: FacetName;
  value: string;
}

export interface CatalogueQuery {
  filters: Filter[];
  sort: CatalogueSort;
}

/** More than anybody chooses, and few enough to be read at once. */
export const maxFilters = 10;
/** As the longest token of the catalogue; longer is no value of anything. */
export const maxValueLength = 200;

const value = z
  .string()
  .min(1)
  .max(maxValueLength, `A value has at most ${maxValueLength} characters.`)
  .refine(isStorable, "This is no text that anything here could be called.");
const values = z
  .union([value.transform((one) => [one]), z.array(value)])
  .optional()
  .describe("Once, or several times: then a finding must have each.");

/** What is asked of the catalogue, as the API's address says it: each filter by its name, as often as it is wanted. */
export const catalogueParams = z.object({
  model: values,
  set: values,
  target: values,
  feature: values,
  token: values,
  tag: values,
  author: values,
  verified: values,
  checked: values,
  completeness: values,
  replacement: values,
  starts: values,
  crosses: values,
  path: values,
  head: values,
  sort: z.enum(catalogueSorts).optional().describe("`newest` by default: the last published first."),
});

/** The query that such parameters are. Throws "invalid-input" for more filters than are read at once. */
export function queryOf({ sort = "newest", ...named }: z.output<typeof catalogueParams>): CatalogueQuery {
  const filters = facetNames.flatMap((name) =>
    [...new Set(named[name] ?? [])].map((value) => ({ name, value })),
  );
  if (filters.length > maxFilters)
    throw new AppError("invalid-input", `Filter by ${maxFilters} values at most.`);
  return { filters, sort };
}

/**
 * The query of a page's address. What cannot be a value is a filter all the same, which no finding meets: left out, it would
 * show what nobody asked for. Of too many the first are taken; what is empty, as forms send it, is not there.
 */
export function queryOfAddress(params: URLSearchParams): CatalogueQuery {
  const filters = new Map<string, Filter>();
  for (const [name, text] of params) {
    const said = text.trim() === "" ? "" : text;
    if (!isFacetName(name) || said === "") continue;
    const filter = {
      name,
      value: name === "token" || name === "starts" || name === "tag" ? said.trim() : said,
    };
    filters.set(JSON.stringify(filter), filter);
  }
  const sort = z.enum(catalogueSorts).safeParse(params.get("sort"));
  return { filters: [...filters.values()].slice(0, maxFilters), sort: sort.data ?? "newest" };
}

/** The same as an address says it, in one order whatever was chosen first. */
export function addressOf({ filters, sort }: CatalogueQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of facetNames)
    for (const filter of filters) if (filter.name === name) params.append(name, filter.value);
  if (sort !== "newest") params.set("sort", sort);
  return params;
}

/** Where the catalogue shows what has a value. */
export function facetPath(name: FacetName, value: string): string {
  return `/circuits?${new URLSearchParams({ [name]: value })}`;
}

const placeText = /^(?:n|[cr](?:-1|0|1|[01]?\.\d{1,20}|\d(?:\.\d{1,20})?e-\d{1,3}))_\d{1,10}$/;

/** The last entry before a page: its number, and the score that it was sorted by. */
export const catalogueCursor = z
  .string()
  .refine((text) => placeText.test(text))
  .transform((text) => {
    const [place = "", number] = text.split("_", 2);
    const sort = catalogueSorts.find((each) => each.startsWith(place.charAt(0))) ?? "newest";
    return { sort, score: Number(place.slice(1)), number: Number(number) };
  })
  .refine(({ number }) => number < 2 ** 31);
export type CatalogueCursor = z.output<typeof catalogueCursor>;

/** The cursor after an entry, in the order that it was read in. */
export function cursorAfter(sort: CatalogueSort, entry: { number: number; score: number }): string {
  return sort === "newest" ? `n_${entry.number}` : `${sort.charAt(0)}${entry.score}_${entry.number}`;
}
