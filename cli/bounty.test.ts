import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { entryFileOf } from "@/lib/bounty-format/entry-file";
import { reportSchema } from "@/lib/bounty-format/report";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { circuitOf, madeUpEntry, madeUpTerms } from "@/lib/bounty-rules/made-up-entry";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { contentHash, type FindingContent, findingContentFormat } from "@/lib/finding-format/content";
import { findingFileFormat } from "@/lib/finding-format/finding-file";
import { commons } from "@/tests/golden/commons";

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-bounty-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, value: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const terms = madeUpTerms([
  { kind: "target", version: 1, kinds: ["attn"] },
  { kind: "verified", version: 1 },
  { kind: "novelty", version: 1, maxLikeness: 0.85 },
]);
const bounty = write("bounty.json", terms);

test("an entry's file is judged as the site judges it, and is eligible", () => {
  const entry = madeUpEntry(terms);
  const { status, stdout, stderr } = commons(
    ...["bounty", "check", write("entry.json", entryFileOf(entry)), "--bounty", bounty, "--json"],
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(`${JSON.stringify(judgeEntry(terms, entry))}\n`);
});

test("of a finding's file what only the site can know is unknown, and so it is not eligible here", () => {
  const circuit = circuitOf();
  const id = "0193a000-0000-7000-8000-0000abcd1234";
  const content: FindingContent = {
    ...{ format: findingContentFormat, finding: id, version: 1, publishedAt: "2026-11-28T10:00:00.000Z" },
    ...{ title: "A title", writeUp: "", tags: [], arrangement: "", licence: "CC-BY-4.0" },
    ...{ authors: [{ handle: "ada", name: null }], circuit: canonicalHash(circuit) },
  };
  const finding = {
    ...{ format: findingFileFormat, url: `https://example.org/findings/${id}/versions/1`, content },
    verification: { passed: true, largestDifference: 0, at: "2026-11-28T10:00:00.000Z" },
    ...{ contentHash: contentHash(content), causalChecks: [], circuit },
  };
  const asked = ["bounty", "check", write("finding.json", finding), "--bounty", bounty] as const;
  const { status, stdout, stderr } = commons(...asked);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "Whether it is eligible is not known here: novelty.\n",
  });
  expect(stdout).toMatch(/^target@1 +passed +Its target, attn\.2\.7@6, is an attention feature\.$/m);
  expect(stdout).toMatch(/^novelty@1 +unknown +What of before is like it is not known here\.$/m);
  const report = reportSchema.parse(JSON.parse(commons(...asked, "--json").stdout));
  expect(report).toMatchObject({ eligible: null, contentHash: expect.any(String) });

  const forged = { ...finding, content: { ...content, title: "Another" } };
  const refused = commons("bounty", "check", write("forged.json", forged), "--bounty", bounty);
  expect(refused).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("were changed") });
});

test("what is neither is refused, and terms are wanted", () => {
  const refused = commons("bounty", "check", bounty, "--bounty", bounty);
  expect(refused).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("neither") });
  expect(commons("bounty", "check", bounty)).toMatchObject({ status: 2 });
});
