import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

test("docs/operations.md says of every table what bounds it, and of none that there is not", async () => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select case when schemaname = 'public' then '' else schemaname || '.' end || tablename as name
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const [, section = ""] = readFileSync("docs/operations.md", "utf8").split(
    "## What grows, and what bounds it",
  );
  const rows = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
  const told = rows.flatMap((line) =>
    [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(told.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  for (const line of rows) expect(line.split("|")[2]?.trim()).toMatch(/.{5,}/);
});
