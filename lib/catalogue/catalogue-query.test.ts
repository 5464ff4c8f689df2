import { expect, test } from "vitest";
import {
  addressOf,
  catalogueCursor,
  cursorAfter,
  facetPath,
  maxFilters,
  queryOfAddress,
} from "./catalogue-query";

const read = (address: string) => queryOfAddress(new URLSearchParams(address));

test("an address says the same query in one order, however it was put together", () => {
  const query = read("tag=b&model=m&tag=a&sort=completeness&tag=b&other=1&verified=");
  expect(query.filters).toEqual([
    { name: "tag", value: "b" },
    { name: "model", value: "m" },
    { name: "tag", value: "a" },
  ]);
  expect(addressOf(query).toString()).toBe("model=m&tag=b&tag=a&sort=completeness");
  expect(read(addressOf(query).toString()).filters).toHaveLength(3);
});

test("a value that can be none of here stays a filter, and too many are cut off", () => {
  const long = "x".repeat(10_000);
  expect(read(`tag=${long}`).filters).toEqual([{ name: "tag", value: long }]);
  expect(read("sort=' or 1=1").sort).toBe("newest");
  const many = Array.from({ length: 500 }, (_, n) => `tag=${n}`).join("&");
  expect(read(many).filters).toHaveLength(maxFilters);
});

test("a token is looked for without the spaces around it, and a link holds whatever a value is made of", () => {
  expect(read("token=%20Mary%20").filters).toEqual([{ name: "token", value: "Mary" }]);
  expect(read("token=%20").filters).toEqual([]);
  const value = "a&b=c #?\u202e<script>";
  expect(read(facetPath("tag", value).split("?")[1] ?? "").filters).toEqual([{ name: "tag", value }]);
});

test("a cursor says the place and the order it is of, and nothing else is one", () => {
  for (const score of [0, 1, -1, 0.5, 1e-9, 0.123_456_789_012_345_68, Math.random()])
    for (const sort of ["newest", "completeness", "replacement"] as const) {
      const cursor = catalogueCursor.parse(cursorAfter(sort, { number: 7, score }));
      expect(cursor).toEqual({ sort, number: 7, score: sort === "newest" ? 0 : score });
    }
  for (const text of [
    "",
    "n_",
    "n_x",
    "x0_1",
    "c_1",
    "cNaN_1",
    "n_99999999999",
    "c1e999_1",
    "n_1; drop",
    "n_1_2",
  ])
    expect(catalogueCursor.safeParse(text).success).toBe(false);
});
