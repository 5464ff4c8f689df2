import fc from "fast-check";
import { expect, test } from "vitest";
import { circuits, throughJson } from "@/lib/attribution-graphs/circuit-samples";
import { entryFileOf, readEntryFile } from "@/lib/bounty-format/entry-file";
import { type EntryFacts, factsSchema } from "@/lib/bounty-format/facts";
import { reportSchema } from "@/lib/bounty-format/report";
import { readTerms, termsHash } from "@/lib/bounty-format/terms";
import { AppError } from "@/lib/errors";
import { canonicalHash, canonicalJson } from "@/lib/finding-format/canonical";
import { judgeEntry } from "./judge-entry";
import { madeUpEntry, madeUpTerms } from "./made-up-entry";
import { readRules, rules } from "./rules";
import { seededTerms } from "./seeded-terms";

const terms = madeUpTerms([
  ...seededTerms.rules.filter(({ kind }) => kind !== "write-up" && kind !== "node-check"),
  { kind: "supported-labels", version: 1, minShare: 0.1, minDays: 1 },
  { kind: "node-check", version: 1, correlation: "pearson", atLeast: 0.4, minNodes: 5, frozen: false },
]);

test("an honest entry is eligible, and its report is a document", () => {
  const report = judgeEntry(terms, madeUpEntry(terms));
  expect(report.rules.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(report.eligible).toBe(true);
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test("a report comes out again byte for byte from the file that was kept, in whatever order its keys are", () => {
  const entry = madeUpEntry(terms);
  const kept: unknown = JSON.parse(canonicalJson(entryFileOf(entry)));
  const again = judgeEntry(readTerms(JSON.parse(canonicalJson(terms))), readEntryFile(kept));
  expect(JSON.stringify(again)).toBe(JSON.stringify(judgeEntry(terms, entry)));
});

test("what is not known is never passed, and one failure decides", () => {
  const waiting = madeUpEntry(terms, { facts: { verification: "waiting" } });
  expect(judgeEntry(terms, waiting)).toMatchObject({ eligible: null });
  const failed = madeUpEntry(terms, {
    facts: { verification: "waiting", firstPublished: "2026-01-01T00:00:00.000Z" },
  });
  expect(judgeEntry(terms, failed)).toMatchObject({ eligible: false });
  expect(judgeEntry(madeUpTerms([]), madeUpEntry(madeUpTerms([])))).toMatchObject({
    rules: [],
    eligible: true,
  });
});

test.each<[keyof EntryFacts, string[]]>([
  ["verification", ["verified"]],
  ["supportedLabels", ["supported-labels"]],
  ["committedAt", ["supported-labels"]],
  ["firstPublished", ["unpublished"]],
  ["ownPublished", ["unpublished"]],
  ["opensAt", ["unpublished"]],
  ["earlier", ["novelty", "ancestry"]],
])("without %s, what asks for it is unknown and says so", (fact, kinds) => {
  for (const why of ["waiting", "unknown"] as const) {
    const { rules } = judgeEntry(terms, madeUpEntry(terms, { facts: { [fact]: why } }));
    const others = rules.filter(({ outcome }) => outcome !== "passed");
    expect(others.map(({ kind }) => kind)).toEqual(kinds);
    for (const { outcome, change } of others) expect([outcome, change?.endsWith(".")]).toEqual([why, true]);
  }
});

test("an entry made under other terms, or with facts of another one, is not judged", () => {
  const entry = madeUpEntry(terms);
  const others = { ...terms, title: "Another" };
  expect(() => judgeEntry(others, entry)).toThrow(termsHash(others));
  expect(() => judgeEntry(terms, { ...entry, facts: { ...entry.facts, content: "0".repeat(64) } })).toThrow(
    /are of content/,
  );
});

test("any circuit and any facts are judged, and the report is a sound document", () => {
  const moment = fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString());
  const missing = fc.constantFrom("waiting" as const, "unknown" as const);
  const facts = fc.record({
    committedAt: fc.oneof(moment, missing),
    opensAt: fc.oneof(moment, missing),
    firstPublished: fc.oneof(moment, fc.constant(null), missing),
    verification: fc.oneof(
      missing,
      fc.record({
        passed: fc.boolean(),
        largestDifference: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
        at: moment,
      }),
    ),
  });
  fc.assert(
    fc.property(circuits, facts, (circuit, change) => {
      const { facts, ...entry } = madeUpEntry(terms, { circuit });
      // Twice a threshold may be over 1, which no circuit is traced at.
      const thresholds = { ...facts.thresholds, doubled: "unknown" };
      const known = factsSchema.parse(throughJson({ ...facts, ...change, thresholds }));
      const report = judgeEntry(terms, { ...entry, facts: known });
      expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    }),
  );
});

const [entry, file] = [madeUpEntry(terms), entryFileOf(madeUpEntry(terms))];
test.each<[string, object, RegExp]>([
  [
    "an unknown field",
    { ...file, more: 1 },
    /not a sound circuit-commons\/entry@1 file: "more" is not known here/,
  ],
  ["a changed title", { ...file, content: { ...file.content, title: "Other" } }, /hash of its content/],
  ["a changed fact", { ...file, facts: { ...file.facts, firstPublished: "unknown" } }, /hash of its facts/],
  [
    "facts of another entry",
    entryFileOf({ ...entry, facts: { ...entry.facts, content: "0".repeat(64) } }),
    /hash of its facts' content/,
  ],
  ["another circuit", { ...file, circuit: { ...file.circuit, truncated: true } }, /hash of its circuit/],
  ["a likeness over 1", { ...file, facts: { ...file.facts, earlier: [{ likeness: 2 }] } }, /facts\.earlier/],
  ["no nonce", { ...file, content: { ...file.content, nonce: "" } }, /content\.nonce: must be 32 bytes/],
  ["a list", [], /entry@1/],
])("a file with %s is refused with its place", (_, value, sentence) => {
  expect(() => readEntryFile(value)).toThrow(sentence);
});

test.each<[string, object, RegExp]>([
  ["a later format", { ...terms, format: "circuit-commons/bounty@2" }, /format: /],
  [
    "a weight of nothing",
    { ...terms, rubric: [{ name: "a", weight: 0, description: "" }] },
    /rubric\.0\.weight/,
  ],
  [
    "rules without end",
    { ...terms, rules: Array.from({ length: 41 }, () => ({ kind: "verified", version: 1 })) },
    /rules/,
  ],
  [
    "a rule's kind that is a script",
    { ...terms, rules: [{ kind: "<script>", version: 1 }] },
    /rules\.0\.kind/,
  ],
])("terms with %s are refused with their place", (_, value, sentence) => {
  expect(() => readTerms(value)).toThrow(sentence);
});

test("the nonce hides which finding was entered: by every other field alone the commitment does not come out", () => {
  const { content } = madeUpEntry(terms);
  expect(canonicalHash({ ...content, nonce: "0".repeat(64) })).not.toBe(file.contentHash);
});

test("whatever terms say, they are read or refused in a sentence", () => {
  const rule = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      kind: fc.constantFrom(...rules.map(({ kind }) => kind)),
      version: fc.constantFrom(1, 2, 3),
      ...{
        atLeast: fc.jsonValue(),
        minShare: fc.double(),
        texts: fc.jsonValue(),
        of: fc.constant("pattern"),
      },
      pattern: fc.string(),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(rule),
      fc.record({ slug: fc.jsonValue(), brief: fc.jsonValue() }),
      (stated, change) => {
        for (const value of [throughJson({ ...terms, rules: stated }), throughJson({ ...terms, ...change })])
          try {
            readRules(readTerms(value).rules);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
      },
    ),
  );
});
