import { expect, test } from "vitest";
import { renderWriteUp } from "./render-write-up";
import { writeUpSchema } from "./write-up";

test("a write-up is read on a thread, with its nodes named", async () => {
  expect(await renderWriteUp("See `mlp-error.2@14`.")).toEqual([
    { tag: "p", children: ["See ", { tag: "node", children: ["mlp-error.2@14"] }, "."] },
  ]);
  expect(await renderWriteUp(" \n")).toEqual([]);
});

test.each([
  ["quotes in quotes", ">".repeat(50_000)],
  ["more quotes in quotes than a page can hold", `${">".repeat(100)}x`],
  ["emphasis in emphasis", `${"***".repeat(8_000)}a${"***".repeat(8_000)}`],
  ["items without end", "- a\n".repeat(12_500)],
])("%s are refused with a sentence, and the process does other things meanwhile", async (_, body) => {
  let turns = 0;
  const clock = setInterval(() => {
    turns += 1;
  }, 1);
  try {
    const refused = expect(renderWriteUp(body)).rejects;
    await refused.toMatchObject({
      code: "unprocessable",
      details: { fields: { body: /too much for a page/ } },
    });
  } finally {
    clearInterval(clock);
  }
  expect(turns).toBeGreaterThan(0);
});

test("a refused write-up is in nobody's way, and of very many at once the last are asked to come again", async () => {
  const asked = await Promise.allSettled([
    renderWriteUp(`${">".repeat(100)}x`),
    ...Array.from({ length: 20 }, (_, n) => renderWriteUp(`**${n}**`)),
  ]);
  expect(asked[0]).toMatchObject({ status: "rejected", reason: { code: "unprocessable" } });
  expect(asked[1]).toMatchObject({ status: "fulfilled", value: [{ tag: "p" }] });
  expect(asked.at(-1)).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  expect(await renderWriteUp("after")).toEqual([{ tag: "p", children: ["after"] }]);
});

test.each(["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "x-y:z"])(
  "%s is no address a stored write-up may have",
  (href) => {
    expect(writeUpSchema.safeParse([{ tag: "a", href, children: [] }]).success).toBe(false);
  },
);

test.each(["https://a.example/?b#c", "mailto:a@b.example", "/runs", "?a:b", "#a:b", ""])(
  "%s is one",
  (href) => {
    expect(writeUpSchema.safeParse([{ tag: "a", href, children: [] }]).success).toBe(true);
  },
);
