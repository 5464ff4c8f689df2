import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { scoreLabels } from "@/lib/label-scores/score-labels";
import { labelScoresSchema } from "@/lib/label-scores/view";
import { setUpSite } from "../support/site";

setUpSite();

const folder = mkdtempSync(path.join(os.tmpdir(), "label-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function labels(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile("node_modules/.bin/tsx", ["scripts/labels.ts", ...args], (failed, out, error) => {
      resolve({ code: failed ? 1 : 0, out, error });
    });
  });
}

test("what the command takes in from a packed file it writes out again", { timeout: 180_000 }, async () => {
  const rows = Array.from({ length: 10 }, (_, index) => ({
    ...{ id: `r${index}`, modelId: "gpt2-small", layer: "3-att-kk", index: String(index), authorId: "a" },
    ...{ description: `word number ${index}`, typeName: "t", explanationModelName: "gpt-4o-mini" },
  }));
  const file = path.join(folder, "batch-0.jsonl.gz");
  writeFileSync(file, gzipSync(rows.map((row) => JSON.stringify(row)).join("\n")));
  const which = ["--model", "storybook-4l", "--set", "attn", "--layer", "3"];
  const taken = await labels("import", file, ...which);
  expect(taken.error).toBe("");
  expect(taken.out).toContain(
    "10 rows; 10 taken (0 told by content, 0 by name, 10 by hand), 0 said already.",
  );
  expect(await db().label.count({ where: { source: "import" } })).toBe(10);
  const out = path.join(folder, "labels.jsonl");
  const noGzip = path.join(folder, "batch-1.jsonl.gz");
  writeFileSync(noGzip, "this is no gzip");
  const [exported, missing, broken] = await Promise.all([
    labels("export", "--model", "storybook-4l", "--out", out),
    labels("import", path.join(folder, "none.jsonl"), ...which),
    labels("import", noGzip, ...which),
  ]);
  expect(exported).toMatchObject({ code: 0, error: "" });
  const written = readFileSync(out, "utf8").trim().split("\n");
  expect(written.map((line) => JSON.parse(line).text)).toEqual(rows.map(({ description }) => description));
  for (const { code, error } of [missing, broken]) {
    expect(code).toBe(1);
    expect(error).toMatch(/^The file cannot be read: [^\n]*\n$/);
  }
  const [scores, asJson] = await Promise.all([labels("score"), labels("score", "--json")]);
  expect(scores).toMatchObject({ code: 0, error: "" });
  expect(scores.out).toContain("Nothing can be said yet: no label that stands was checked blind.");
  expect(scores.out).toContain("Imported labels, made by other tools, told by people: 0 of 10 checked");
  expect(labelScoresSchema.parse(JSON.parse(asJson.out))).toEqual(await scoreLabels());
});
