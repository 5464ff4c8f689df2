import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folders = ["app", "cli", "components", "lib", "prisma", "workers"];

function codeOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(tsx?|prisma)$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n");
}

test("every name that the glossary gives for the code stands in the code, and no word is told twice", () => {
  const rows = readFileSync("docs/glossary.md", "utf8")
    .split("\n")
    .filter((line) => /^\| (?!word |---)/.test(line))
    .map((line) => line.split(" | "));
  const code = folders.map(codeOf).join("\n");
  const names = rows.flatMap(([, , used = ""]) =>
    [...used.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  );
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  const words = rows.map(([word]) => word);
  expect(new Set(words).size).toBe(words.length);
});
