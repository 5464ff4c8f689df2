import { expect, test } from "vitest";
import { cutPage, idCursor, pageQuery } from "./page";

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `${n}`, n }));

test("a page that is full and followed by nothing is the last", () => {
  expect(cutPage(rows(3), 3)).toEqual({ items: rows(3), nextCursor: null });
  expect(cutPage(rows(4), 3)).toEqual({ items: rows(3), nextCursor: "2" });
  expect(cutPage(rows(0), 3)).toEqual({ items: [], nextCursor: null });
  expect(cutPage([{ n: 5 }, { n: 4 }], 1, ({ n }) => `number ${n}`).nextCursor).toBe("number 5");
});

test.each([{ cursor: "1; drop" }, { limit: "0" }, { limit: "101" }, { limit: "1.5" }])(
  "%j asks for no page",
  (query) => {
    expect(pageQuery(idCursor).safeParse(query).success).toBe(false);
  },
);
