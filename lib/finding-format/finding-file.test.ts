import fc from "fast-check";
import { expect, test } from "vitest";
import { circuits, goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { canonicalHash } from "./canonical";
import { checkClaims } from "./check-claims";
import { contentHash, type FindingContent, findingContentFormat } from "./content";
import { type FindingFile, findingFileFormat, readFindingFile } from "./finding-file";

const [[, circuit] = []] = goldenCircuits();
if (!circuit) throw new Error("there is no golden circuit");

function fileOf(change: Partial<FindingContent> = {}): FindingFile {
  const content: FindingContent = {
    format: findingContentFormat,
    ...{ finding: "0193a000-0000-7000-8000-0000abcd1234", version: 1 },
    ...{
      publishedAt: "2026-11-28T10:00:00.000Z",
      title: "A title",
      writeUp: "What it shows.",
      tags: ["ioi"],
    },
    ...{ arrangement: "", licence: "CC-BY-4.0", authors: [{ handle: "ada-l", name: "Zoë \u{1f600}" }] },
    circuit: canonicalHash(circuit),
    ...change,
  };
  const url = "https://example.org/findings/0193a000-0000-7000-8000-0000abcd1234/versions/1";
  if (!circuit) throw new Error("there is no golden circuit");
  return {
    format: findingFileFormat,
    ...{ url, content, contentHash: contentHash(content), verification: null, causalChecks: [], circuit },
  };
}

const wrongParts = (file: FindingFile, cited: string | null = null) =>
  checkClaims(file, cited)
    .filter(({ agrees }) => !agrees)
    .map(({ part }) => part);

test("a file written and read is the same, and each of its claims holds", () => {
  const file = fileOf();
  const read = readFindingFile(JSON.parse(JSON.stringify(file)));
  expect(read).toEqual(file);
  expect(wrongParts(read, file.contentHash)).toEqual([]);
});

test.each<[string, Partial<FindingContent>]>([
  ["title", { title: "Another" }],
  ["write-up", { writeUp: "What it does not show." }],
  ["tags", { tags: [] }],
  ["arrangement", { arrangement: "1q1YqAQA" }],
  ["licence", { licence: "CC0-1.0" }],
  ["authors", { authors: [{ handle: "ada-l", name: null }] }],
  ["date", { publishedAt: "2025-11-28T10:00:00.000Z" }],
])("a changed %s is found by the hash, and by the cited one where the file's was made anew", (_, change) => {
  const file = fileOf();
  expect(wrongParts({ ...file, content: { ...file.content, ...change } })).toEqual(["content hash"]);
  expect(wrongParts(fileOf(change))).toEqual([]);
  expect(wrongParts(fileOf(change), file.contentHash)).toEqual(["cited hash"]);
});

test("another circuit, version or address than the hash is of is found", () => {
  const file = fileOf();
  const [node] = file.circuit.nodes;
  if (!node) throw new Error("the circuit has no nodes");
  const nodes = [{ ...node, effect: node.effect + 1 }, ...file.circuit.nodes.slice(1)];
  expect(wrongParts({ ...file, circuit: { ...file.circuit, nodes } })).toEqual(["circuit hash"]);
  expect(wrongParts({ ...file, content: { ...file.content, version: 2 } })).toEqual([
    "content hash",
    "address",
  ]);
  expect(wrongParts({ ...file, url: "https://example.org/findings/x/versions/1" })).toEqual(["address"]);
});

test("any circuit has one hash, in whatever order its keys are written", () => {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inside]) => [key, turned(inside)]),
          )
        : value;
  fc.assert(
    fc.property(circuits, (any) => {
      const read: unknown = JSON.parse(JSON.stringify(any));
      expect(canonicalHash(turned(read))).toBe(canonicalHash(any));
    }),
    { numRuns: 30 },
  );
});

test.each<[string, (file: Record<string, unknown>) => unknown, RegExp]>([
  [
    "an unknown field",
    (file) => ({ ...file, more: 1 }),
    /not a sound circuit-commons\/finding@1 file: "\w+" is not known here/,
  ],
  ["no circuit", ({ circuit: _, ...file }) => file, /circuit: /],
  ["an address that is a script", (file) => ({ ...file, url: "javascript:alert(1)" }), /url: /],
  ["a hash that is none", (file) => ({ ...file, contentHash: "x" }), /contentHash: must be a SHA-256/],
  [
    "content of a later format",
    (file) => ({ ...file, content: { format: "circuit-commons/finding-content@2" } }),
    /content\.format: /,
  ],
  ["a circuit that is none", (file) => ({ ...file, circuit: {} }), /circuit-commons\/circuit@1/],
  [
    "checks without end",
    (file) => ({ ...file, causalChecks: Array.from({ length: 3 }, () => null) }),
    /causalChecks/,
  ],
  ["a list", () => [], /finding@1/],
])("%s is refused with its place", (_, change, sentence) => {
  const value: unknown = change({ ...fileOf() });
  expect(() => readFindingFile(value)).toThrow(sentence);
});
