import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { idCursor } from "@/lib/paging/page";
import type { ListName } from "./list-names";
import { cursorOf, ListPager } from "./list-pager";

const id = "01930000-0000-7000-8000-000000000000";

function links(query: string, nextCursor: string | null, list: ListName = "runs"): string[] {
  const params = new URLSearchParams(query);
  const html = renderToStaticMarkup(
    <ListPager list={list} label="Pages of your runs" params={params} nextCursor={nextCursor} />,
  );
  return [...html.matchAll(/href="([^"]*)"[^>]*>(\w+)/g)].map(([, href, text]) => `${text} ${href}`);
}

test("a list of one page has no links, and one that goes on has links that need no script", () => {
  expect(links("", null)).toEqual([]);
  expect(links("", id)).toEqual([`Older ?runs=${id}`]);
  expect(links(`runs=${id}`, "next")).toEqual(["Newest ?", "Older ?runs=next"]);
  expect(links(`runs=${id}`, null)).toEqual(["Newest ?"]);
});

test("a list that is not by age does not say that what follows is older", () => {
  expect(links("features=1.5_a", "next", "features")).toEqual(["First ?", "Next ?features=next"]);
});

test("the links of one list leave the place of another and what else the address says", () => {
  expect(links(`token=3&findings=${id}&runs=${id}`, "next")).toEqual([
    `Newest ?token=3&amp;findings=${id}`,
    `Older ?token=3&amp;findings=${id}&amp;runs=next`,
  ]);
});

test("an address that names no place in a list shows its first page", () => {
  expect(cursorOf(new URLSearchParams(`runs=${id}`), "runs", idCursor)).toBe(id);
  for (const query of ["", "runs=", "runs=x", `findings=${id}`])
    expect(cursorOf(new URLSearchParams(query), "runs", idCursor)).toBeUndefined();
});
