import { expect, test } from "vitest";
import { renderWriteUp } from "./render-write-up";
import { writeUpSchema } from "./write-up";

test("a write-up is read on a thread, with its nodes named", async () => {
  expect(await renderWriteUp("See `mlp-error.2@14`.", "author")).toEqual([
    { tag: "p", children: ["See ", { tag: "node", children: ["mlp-error.2@14"] }, "."] },
  ]);
  expect(await renderWriteUp(" \n", "author")).toEqual([]);
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
    const refused = expect(renderWriteUp(body, "author")).rejects;
    await refused.toMatchObject({
      code: "unprocessable",
      details: { fields: { body: /too much for a page/ } },
    });
  } finally {
    clearInterval(clock);
  }
  expect(turns).toBeGreaterThan(0);
});

test("one author's saves delay another's by what is at hand, and of very many at once the last are asked to come again", async () => {
  const order: string[] = [];
  const save = (body: string, author: string) =>
    renderWriteUp(body, author).finally(() => order.push(author));
  const asked = [
    save(`${">".repeat(100)}x`, "many"),
    ...Array.from({ length: 70 }, (_, n) => save(`**${n}**`, "many")),
  ];
  const other = save("another's", "one");
  const [refused, ...saved] = await Promise.allSettled(asked);
  expect(await other).toEqual([{ tag: "p", children: ["another's"] }]);
  expect(order.filter((author) => author === "many").length).toBe(asked.length);
  // Those that are asked to come again are told so at once; of the others at most two threads' were at hand.
  const told = saved.filter(({ status }) => status === "rejected").length;
  expect(order.indexOf("one")).toBeLessThan(told + 5);
  expect(refused).toMatchObject({ status: "rejected", reason: { code: "unprocessable" } });
  expect(saved[0]).toMatchObject({ status: "fulfilled", value: [{ tag: "p" }] });
  expect(saved.at(-1)).toMatchObject({ status: "rejected", reason: { code: "too-many-requests" } });
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
