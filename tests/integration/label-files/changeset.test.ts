import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { POST as undoRoute } from "@/app/api/v1/label-imports/[id]/reversion/route";
import { POST as importRoute, GET as listRoute } from "@/app/api/v1/label-imports/route";
import { findActs } from "@/lib/audit-log/find-acts";
import { db } from "@/lib/db/client";
import { importLabels, previewImport } from "@/lib/label-files/import-labels";
import { labelFile } from "@/lib/label-files/label-file";
import { undoImport } from "@/lib/label-files/undo-import";
import { importedLabelsSchema, labelImportViewSchema } from "@/lib/label-files/view";
import { proposeLabel } from "@/lib/labels/propose-label";
import { recountLabels } from "@/lib/labels/recount";
import { vote } from "@/lib/labels/vote";
import { hideWork, showWork } from "@/lib/moderation/hide-work";
import { lockWork } from "@/lib/moderation/lock-work";
import { pageSchema } from "@/lib/paging/page";
import { answerHand, storeWindows } from "../support/blind-answers";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const named = { model: "storybook-4l", set: "attn", layer: 3 };
const fileName = "batch-7.jsonl";
let dictionaryId: string;
let moderator: Person;

beforeAll(async () => {
  ({ id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: 3, set: { kind: "attn", model: { name: "storybook-4l" } } },
  }));
  moderator = await createPerson("moderator");
});
beforeEach(async () => {
  await db().naming.deleteMany();
  await db().labelImport.deleteMany();
});

const row = (index: number, description: unknown, more: object = {}) => ({
  ...{ id: `row-${index}`, modelId: "gpt2-small", layer: "5-att-kk", index: String(index) },
  ...{ description, typeName: "oai_token-act-pair", explanationModelName: "gpt-4o-mini", ...more },
});
const fileOf = (rows: readonly unknown[]) => `${rows.map((each) => JSON.stringify(each)).join("\n")}\n`;
const streamOf = (text: string) => Readable.from([Buffer.from(text)]);
const take = (rows: readonly unknown[]) => importLabels(streamOf(fileOf(rows)), { fileName, named });
const standing = () => db().label.count({ where: { dictionaryId, withdrawnAt: null } });

test("what is said of a file before it is taken is what comes of it, and nothing is taken then", async () => {
  const { id: authorId } = await createPerson();
  await proposeAnyLabel(authorId, { of: { dictionaryId, index: 4, side: "input" }, text: "said already" });
  await lockWork(
    { actorId: moderator.id, reason: "Fights.", subject: { kind: "feature", id: `${dictionaryId}.4` } },
    "lock",
  );
  const rows = [
    ...[row(1, "one thing"), row(1, "One thing!"), row(4, "said already"), row(4, "of a locked feature")],
    ...["one", "two", "three", "four"].map((word) => row(5, `${word} of one feature`)),
    ...[
      row(99_999_999, "beyond"),
      row(6, "of another", { layer: "6-att-kk" }),
      row(7, "x"),
      { strange: true },
    ],
  ];
  const before = await db().label.count();
  const preview = await previewImport(streamOf(fileOf(rows)), { named });
  expect(await db().label.count()).toBe(before);
  expect(await db().labelImport.count()).toBe(0);
  expect(preview).toMatchObject({ rows: 12, taken: 4, saidAlready: 2, unknown: 1 });
  const { id: _, ...taken } = await take(rows);
  const counts = ({ refused, ...each }: typeof taken) => ({
    ...each,
    refused: refused.reduce((sum, { rows: count }) => sum + count, 0),
  });
  expect(counts(taken)).toEqual(counts(preview));
  expect(await db().labelImport.findFirst()).toMatchObject({ fileName, importerId: null, report: taken });
});

test("rows without a checksum are told by this site's own names where one dictionary has them", async () => {
  const rows = [row(1, "by its name", { modelId: "storybook-4l", layer: "3-attn" }), row(2, "by no name")];
  const report = await importLabels(streamOf(fileOf(rows)), { fileName });
  expect(report).toMatchObject({ taken: 1, toldBy: { content: 0, name: 1, hand: 0 }, unknown: 1 });
  const label = await db().label.findFirstOrThrow({ where: { dictionaryId, index: 1 } });
  expect(label.rationale).toContain("told by its name in the file, and by nothing else");
});

test("an import is undone as one, also what was voted on, checked and locked; again is a conflict, and it may be brought again", async () => {
  const rows = Array.from({ length: 6 }, (_, i) => row(i, `says ${i}`));
  const { id: importId } = await take(rows);
  await take([row(9, "of another file")]);
  const label = (index: number) => db().label.findFirstOrThrow({ where: { dictionaryId, index } });
  const voter = await createPerson();
  const voted = await label(0);
  await vote({ labelId: voted.id, voterId: voter.id, wording: 1, value: 1, reason: null, words: null });
  await answerHand({ labelId: (await label(1)).id, raterId: voter.id }, [
    { stratum: { is: "random" }, fires: false, says: false },
  ]);
  await lockWork(
    { actorId: moderator.id, reason: "Fights.", subject: { kind: "feature", id: `${dictionaryId}.2` } },
    "lock",
  );
  const hidden = { kind: "label" as const, id: (await label(3)).id };
  await hideWork({ actorId: moderator.id, reason: "Rude.", subject: hidden });
  const undone = await Promise.allSettled(
    [1, 2, 3].map(() => undoImport({ importId, actorId: moderator.id, reason: "Another dictionary." })),
  );
  expect(undone.filter(({ status }) => status === "fulfilled")).toEqual([
    { status: "fulfilled", value: { takenBack: 5 } },
  ]);
  expect(await standing()).toBe(1);
  expect(await db().naming.count({ where: { leaderId: { not: null } } })).toBe(1);
  expect(await recountLabels()).toEqual([]);
  const { items } = await findActs({ kind: "undo" });
  expect(items[0]).toMatchObject({
    ...{ subject: { kind: "import", id: importId }, reason: "Another dictionary." },
    title: `the import of labels \u201c${fileName}\u201d`,
  });
  await db().naming.updateMany({ data: { lockedAt: null } });
  expect(await take(rows)).toMatchObject({ taken: 5, saidAlready: 1 });
  // What is shown again afterwards was taken back all the same.
  await showWork({ actorId: moderator.id, reason: "Not so rude.", subject: hidden });
  expect(await standing()).toBe(6);
  expect(await recountLabels()).toEqual([]);
});

test("what is on its way while an import is undone is either taken back or never comes", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => row(100 + i, `says ${i}`));
  const taking = take(rows).catch((error: unknown) => error);
  await expect.poll(() => standing(), { timeout: 20_000 }).toBeGreaterThan(3);
  const { id: importId } = await db().labelImport.findFirstOrThrow();
  await undoImport({ importId, actorId: moderator.id, reason: "Wrong file." });
  await taking;
  expect(await standing()).toBe(0);
  expect(await recountLabels()).toEqual([]);
});

test("our own file brings the same labels to a site that has none: words, programs, and evidence that is there", async () => {
  const { id: authorId, handle } = await createPerson();
  const corpus = await storeWindows([[1, 2, 3]]);
  const evidence = { examples: [{ corpus, window: 0, position: 1 }], circuits: [] };
  const of = { dictionaryId, index: 40, side: "input" as const };
  const program = 'word is "the"';
  await proposeLabel({ of, authorId, text: "the article", rationale: "It *is* so.", evidence, program });
  const output = { ...of, side: "output" as const };
  await proposeLabel({
    of: output,
    authorId,
    text: "raises nouns",
    rationale: "",
    evidence: { examples: [], circuits: [] },
  });
  const written = async () => {
    const { pieces } = await labelFile(named);
    let file = "";
    for await (const piece of pieces) file += piece;
    return file;
  };
  const file = await written();
  const said = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { feature, side, text: words, program: its, evidence: pinned } = JSON.parse(line);
        return { feature, side, words, its, pinned };
      });
  await db().naming.deleteMany();
  const report = await importLabels(streamOf(file), { fileName });
  expect(report).toMatchObject({ rows: 2, taken: 2, toldBy: { content: 2, name: 0, hand: 0 }, refused: [] });
  const again = await written();
  expect(said(again)).toEqual(said(file));
  expect(said(again)[0]).toMatchObject({ its: program, pinned: evidence });
  const imported = await db().label.findFirstOrThrow({ where: of });
  expect(imported.rationale).toContain("It *is* so.");
  expect(imported.rationale).toContain(`by \`${handle}\` of another site`);
  expect(await importLabels(streamOf(file), { fileName })).toMatchObject({ taken: 0, saidAlready: 2 });
  // At a site without that corpus the example is left out, and told.
  await db().naming.deleteMany();
  await db().featureIndex.delete({ where: { id: corpus } });
  await importLabels(streamOf(file), { fileName });
  const without = await db().label.findFirstOrThrow({ where: of });
  expect(without.evidence).toEqual({ examples: [], circuits: [] });
  expect(without.rationale).toContain("Pinned there, and not here: 1 of its examples and circuits.");
});

test("a row of our own with what is no program, side or version of the format is refused with why", async () => {
  const feature = { model: "m", kind: "attn", set: "attn", layer: 3, dictionaryChecksum: "0", index: 1 };
  const ours = {
    format: "circuit-commons/label@1",
    id: crypto.randomUUID(),
    feature,
    side: "input",
    text: "says it",
  };
  const { checksum } = await db().dictionary.findUniqueOrThrow({ where: { id: dictionaryId } });
  const here = { ...ours, feature: { ...feature, dictionaryChecksum: checksum } };
  const report = await importLabels(
    streamOf(
      fileOf([
        ...[ours, { ...here, program: "word is" }, { ...here, side: "both" }],
        ...[{ ...here, format: "circuit-commons/label@9" }, { ...here, text: "NUL \0" }, here],
      ]),
    ),
    { fileName },
  );
  expect(report).toMatchObject({ rows: 6, taken: 1, unknown: 1 });
  expect(report.refused.map(({ why }) => why)).toEqual([
    "no dictionary here has its checksum",
    expect.stringMatching(/^its program: /),
    "side: not what a file of labels has there",
    "format: not what a file of labels has there",
    "This holds characters that are no valid Unicode text. Remove them and try again.",
  ]);
});

test("moderators send a file, packed or not, see it in the list and undo it; nobody else does", async () => {
  const rows = fileOf([row(60, "sent by a page")]);
  const send = (person: Person, body: string | Buffer, dry: boolean) =>
    call(importRoute, {
      ...{ method: "POST", person, body },
      path: `/x?name=${fileName}&model=storybook-4l&set=attn&layer=3&dry=${dry}`,
    });
  const member = await createPerson();
  expect((await send(member, rows, false)).status).toBe(403);
  const dry = importedLabelsSchema.parse(await (await send(moderator, gzipSync(rows), true)).json());
  expect(dry).toMatchObject({ id: null, taken: 1 });
  const sent = importedLabelsSchema.parse(await (await send(moderator, gzipSync(rows), false)).json());
  expect(sent).toMatchObject({ taken: 1, toldBy: { hand: 1 } });
  const list = async () =>
    pageSchema(labelImportViewSchema).parse(await (await call(listRoute, { person: moderator })).json())
      .items;
  expect(await list()).toMatchObject([{ id: sent.id, standing: 1, importer: { handle: moderator.handle } }]);
  const undo = (person: Person, reason = "Not ours.") =>
    call(undoRoute, { method: "POST", person, params: { id: sent.id ?? "" }, body: { reason } });
  expect((await undo(member)).status).toBe(403);
  expect((await undo(moderator, "")).status).toBe(400);
  expect(await (await undo(moderator)).json()).toEqual({ takenBack: 1 });
  expect((await undo(moderator)).status).toBe(409);
  expect(await list()).toMatchObject([{ standing: 0, takenBack: 1, undoReason: "Not ours." }]);
});

test("hostile files end with a sentence: long lines, bombs, broken packing, other encodings, too many rows", async () => {
  const send = async (body: Buffer) => {
    const response = await call(importRoute, {
      ...{ method: "POST", person: moderator, body, path: `/x?name=f&dry=true` },
    });
    const problem: { title?: string; refused?: { why: string }[] } = await response.json();
    return [response.status, problem.title ?? problem.refused?.map(({ why }) => why).join()];
  };
  const long = `${JSON.stringify(row(1, "x".repeat(10_000_000)))}\n`;
  expect(await send(Buffer.from(long))).toEqual([413, expect.stringContaining("a line of more than 4 MB")]);
  expect(await send(gzipSync(Buffer.alloc(60_000_000, "x")))).toEqual([413, expect.stringContaining("4 MB")]);
  expect(await send(gzipSync(fileOf([row(1, "whole")])).subarray(0, 40))).toEqual([
    422,
    expect.stringContaining("The file cannot be read"),
  ]);
  expect(await send(Buffer.from(fileOf([row(1, "wide")]), "utf16le"))).toEqual([200, "no JSON"]);
  expect(await send(Buffer.from([0xff, 0x00, 0x0a, 0xc3, 0x28]))).toEqual([200, "no JSON"]);
  expect(await send(Buffer.alloc(0))).toEqual([200, ""]);
  expect(await send(Buffer.from(fileOf(Array.from({ length: 5_001 }, () => ({})))))).toEqual([
    413,
    expect.stringContaining("more than 5,000 rows"),
  ]);
});
