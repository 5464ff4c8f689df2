import { Readable } from "node:stream";
import { createGunzip, gzipSync } from "node:zlib";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { importLabels, type LabelImportOptions } from "@/lib/label-files/import-labels";
import { labelFile } from "@/lib/label-files/label-file";
import { recountLabels } from "@/lib/labels/recount";
import { hideWork } from "@/lib/moderation/hide-work";
import { proposeAnyLabel } from "../support/labels";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const named = { model: "storybook-4l", set: "attn", layer: 3 };
let dictionaryId: string;

beforeAll(async () => {
  ({ id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: 3, set: { kind: "attn", model: { name: "storybook-4l" } } },
  }));
});
beforeEach(async () => {
  await db().naming.deleteMany();
});

/** A row as Neuronpedia's export has it; an older one has its embedding as a text. */
function row(index: number | string, description: unknown, more: object = {}) {
  return {
    ...{ id: `row-${index}`, modelId: "gpt2-small", layer: "5-att-kk", index: String(index), authorId: "a" },
    ...{ description, embedding: JSON.stringify(Array(256).fill(0.01)), typeName: "oai_token-act-pair" },
    ...{ explanationModelName: "gpt-4o-mini", umap_x: 0, umap_y: 0, umap_cluster: 0, ...more },
  };
}

const fileOf = (rows: readonly unknown[]) => `${rows.map((each) => JSON.stringify(each)).join("\n")}\n`;
const fileName = "batch-0.jsonl";
const bring = (text: string | Buffer, options: LabelImportOptions = { named }) =>
  importLabels(Readable.from([Buffer.from(text)]), { fileName, ...options });
const labels = () =>
  db().label.findMany({
    where: { dictionaryId },
    orderBy: [{ index: "asc" }, { text: "asc" }],
    select: { index: true, side: true, text: true, rationale: true, source: true, votesFor: true },
  });

test("rows become proposals that say whose they are and that the dictionary was named by hand", async () => {
  const long = `names of people ${"and of places ".repeat(20)}`.trim();
  const file = fileOf([row(7, "first names"), row(8, long)]);
  expect(await bring(file)).toMatchObject({
    ...{
      rows: 2,
      taken: 2,
      toldBy: { content: 0, name: 0, hand: 2 },
      saidAlready: 0,
      unknown: 0,
      refused: [],
    },
    sources: ["gpt2-small/5-att-kk"],
  });
  const [first, second] = await labels();
  expect(first).toMatchObject({
    index: 7,
    side: "input",
    text: "first names",
    source: "import",
    votesFor: 0,
  });
  expect(first?.rationale).toContain("`gpt2-small/5-att-kk/7`, written by `gpt-4o-mini`, method");
  expect(first?.rationale).toContain("Whoever imported it said that it is of this dictionary");
  expect([...(second?.text ?? "")].length).toBe(120);
  expect(second?.rationale).toContain(long);
  expect(await recountLabels()).toEqual([]);
});

test("what people propose leads before what was imported earlier", async () => {
  await bring(fileOf([row(9, "an imported name")]));
  const { id: authorId } = await createPerson();
  const of = { dictionaryId, index: 9, side: "input" } as const;
  const { id } = await proposeAnyLabel(authorId, { of, text: "a person's name for it" });
  expect(await db().naming.findFirst({ where: of, select: { leaderId: true } })).toEqual({ leaderId: id });
});

test("a file brought twice, in parts and by several at once is taken once", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => row(i, `says ${i}`));
  const reports = await Promise.all([
    bring(fileOf(rows)),
    bring(fileOf(rows.toReversed())),
    bring(fileOf(rows.slice(3, 9))),
  ]);
  expect(reports.reduce((sum, { taken }) => sum + taken, 0)).toBe(12);
  expect(reports.map(({ refused }) => refused)).toEqual([[], [], []]);
  expect(await bring(fileOf(rows))).toMatchObject({ taken: 0, saidAlready: 12 });
  expect((await labels()).map(({ text }) => text).toSorted()).toEqual(
    rows.map(({ description }) => String(description)).toSorted(),
  );
  expect(await recountLabels()).toEqual([]);
});

test("what a moderator hides does not come back with its file", async () => {
  const file = fileOf([row(20, "a rude word")]);
  await bring(file);
  const { id } = await db().label.findFirstOrThrow({ where: { dictionaryId, index: 20 } });
  const { id: actorId } = await createPerson("moderator");
  await hideWork({ actorId, reason: "Rude.", subject: { kind: "label", id } });
  expect(await bring(file)).toMatchObject({ taken: 0, saidAlready: 1 });
});

test("rows that cannot be labels are told with why and where, and the others are taken", async () => {
  const strange = [
    ...["no json", "[]", "null", '{"modelId":1}', `${"[".repeat(500)}`, '{"a":"\\u0000"}'],
    ...[row(-1, "negative"), row("1e3", "a power"), row(99_999_999, "beyond"), row(1, 7), row(2, "x")].map(
      (each) => JSON.stringify(each),
    ),
    JSON.stringify(row(3, "NUL \0 in it")),
    JSON.stringify(row(4, "of another", { layer: "6-att-kk" })),
    ...["one", "two", "three", "four"].map((word) => JSON.stringify(row(5, `${word} of one feature`))),
  ];
  const good = row(6, "good `code` and [a](http://x.example)");
  const report = await bring(`\ufeff${JSON.stringify(good)}\r\n\n${strange.join("\n")}`);
  expect(report).toMatchObject({ rows: 18, taken: 4, saidAlready: 0 });
  const why = Object.fromEntries(report.refused.map(({ why: sentence, rows }) => [sentence, rows]));
  expect(why).toMatchObject({
    "no JSON": 1,
    "its index is beyond the dictionary": 1,
    "it is of another source than the file's first, gpt2-small/5-att-kk": 1,
    "its feature has three imported labels already": 1,
    "index: not what Neuronpedia's export has there": 2,
  });
  expect(report.refused.reduce((sum, { rows }) => sum + rows, 0)).toBe(14);
  expect(await recountLabels()).toEqual([]);
});

test("a file that does not tell its dictionary is taken by nobody's guess, nor is one of another", async () => {
  expect(await bring(fileOf([row(1, "what it says")]), {})).toMatchObject({ taken: 0, rows: 1 });
  const notes = JSON.stringify({
    ...{ format: "circuit-commons/label-notes@1", side: "output", dictionaryChecksum: "0", author: null },
  });
  const report = await bring(fileOf([row(1, "what it says", { notes })]));
  expect(report.refused).toMatchObject([{ why: "its checksum is of another dictionary" }]);
  await expect(bring("", { named: { model: "storybook-4l" } })).rejects.toMatchObject({
    code: "invalid-input",
  });
  await expect(bring("", { named: { ...named, layer: 40 } })).rejects.toMatchObject({ code: "not-found" });
  expect(await labels()).toEqual([]);
});

test("lines without an end, files that unpack for ever and broken packing end with a sentence", async () => {
  await expect(bring("x".repeat(5_000_000))).rejects.toMatchObject({ code: "too-large" });
  const bomb = Readable.from([gzipSync(Buffer.alloc(50_000_000, "x"))]).pipe(createGunzip());
  await expect(importLabels(bomb, { fileName, named })).rejects.toMatchObject({ code: "too-large" });
  const broken = Readable.from([gzipSync(fileOf([row(1, "whole")])).subarray(0, 40)]);
  const unpacked = broken.pipe(createGunzip());
  await expect(importLabels(unpacked, { fileName, named })).rejects.toMatchObject({ code: "unprocessable" });
});

test("our own export in that shape brings the same labels to a site that has none, told by content", async () => {
  const { id: authorId } = await createPerson();
  for (const [index, side, text] of [
    [30, "input", "dogs and cats"],
    [30, "output", "says \u201cthe end\u201d"],
    [31, "input", "https links aside, a *name*"],
  ] as const)
    await proposeAnyLabel(authorId, { of: { dictionaryId, index, side }, text });
  const said = (await labels()).map(({ index, side, text }) => ({ index, side, text }));
  const { pieces } = await labelFile({ model: "storybook-4l" }, "neuronpedia");
  let file = "";
  for await (const piece of pieces) file += piece;
  await db().naming.deleteMany();
  expect(await bring(file, {})).toMatchObject({
    taken: 3,
    toldBy: { content: 3, name: 0, hand: 0 },
    refused: [],
  });
  const now = await labels();
  expect(now.map(({ index, side, text }) => ({ index, side, text }))).toEqual(said);
  expect(now.every(({ source }) => source === "import")).toBe(true);
});

test("a checksum that no column could keep is a fault of its line, and the other lines are taken", async () => {
  const notes = (dictionaryChecksum: string) =>
    JSON.stringify({
      format: "circuit-commons/label-notes@1",
      side: "input",
      dictionaryChecksum,
      author: "a\u0000b",
    });
  const ours = {
    ...{ format: "circuit-commons/label@1", id: crypto.randomUUID(), side: "input", text: "first names" },
    feature: {
      ...{ model: "storybook-4l", kind: "attn", set: "attn", layer: 3, index: 11 },
      dictionaryChecksum: "a\u0000b",
    },
  };
  const lines = [row(10, "first names", { notes: notes("a\u0000b") }), ours, row(12, "places")];
  const report = await bring(fileOf(lines));
  expect(report).toMatchObject({ rows: 3, taken: 2 });
  expect(report.refused).toHaveLength(1);
  expect((await labels()).map(({ index }) => index)).toEqual([10, 12]);
});
