import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getFile } from "@/app/api/v1/bundles/[id]/files/[file]/route";
import { GET as getBundle } from "@/app/api/v1/bundles/[id]/route";
import { GET as getBundles } from "@/app/api/v1/bundles/route";
import { type BundleView, bundleSchema } from "@/lib/bundles/manifest";
import { requestBundle } from "@/lib/bundles/request-bundle";
import { writeBundle } from "@/lib/bundles/write-bundle";
import { addItem } from "@/lib/collections/add-item";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { deleteComment } from "@/lib/discussion/revise-comment";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { createFamily } from "@/lib/families/create-family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { createFinding } from "@/lib/findings/create-finding";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { visibleTo } from "@/lib/findings/visible-to";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { listPerson } from "@/lib/people/list-person";
import { draftBounty, openAnyBounty } from "../support/bounties";
import { createFinishedCircuit } from "../support/circuits";
import { createLargeEvaluation } from "../support/evaluations";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson, guest } from "../support/people";
import { beginProject } from "../support/projects";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const dayMillis = 24 * 60 * 60 * 1000;
const content = {
  body: "The name said **once**, \u4e2d\u6587, \ud83e\udd8a.",
  tags: ["ioi", "names"],
  state: "v1",
};

async function readFile(bundle: BundleView, name: string) {
  const response = await call(getFile, { params: { id: bundle.id, file: name } });
  expect(response.status).toBe(200);
  const bytes = await response.arrayBuffer();
  const told = bundle.files.find((file) => file.name === name);
  expect(bytes.byteLength).toBe(told?.bytes);
  expect(response.headers.get("content-length")).toBe(String(told?.bytes));
  expect(createHash("sha256").update(Buffer.from(bytes)).digest("hex")).toBe(told?.sha256);
  const rows = await parquetReadObjects({ file: bytes });
  expect(rows.length).toBe(told?.rows);
  for (const row of rows) expect(Object.keys(row)).toEqual(told?.columns.map((column) => column.name));
  return rows;
}

async function latest(): Promise<BundleView> {
  const { bundles } = await (await call(getBundles)).json();
  return bundleSchema.decode(bundles[0]);
}

async function made(now: Date): Promise<BundleView> {
  await requestBundle(now);
  const day = now.toISOString().slice(0, 10);
  await waitFor("the bundle", async () => {
    const failed = await db().job.findFirst({ where: { kind: "bundle", status: "failed" } });
    if (failed) throw new Error(failed.error ?? "the bundle failed");
    const { bundles } = await (await call(getBundles)).json();
    return bundles[0]?.day === day;
  });
  return latest();
}

/** A finding of each sort that there is, each with a word of its own by which it would be found. */
async function findings() {
  const author = await createPerson();
  const make = (word: string) => async () => {
    const circuitId = await createFinishedCircuit();
    return createFinding({
      ...content,
      title: `About ${word}`,
      body: `${content.body} ${word}`,
      circuitId,
      authorId: author.id,
    });
  };
  const published = await make("kingfisher")();
  await publishFinding({ findingId: published.id, authorId: author.id });
  await make("draftbird")();
  const withdrawn = await make("withdrawnbird")();
  await publishFinding({ findingId: withdrawn.id, authorId: author.id });
  await withdrawFinding({ findingId: withdrawn.id, authorId: author.id });
  const deleted = await make("deletedbird")();
  await publishFinding({ findingId: deleted.id, authorId: author.id });
  await deleteFinding({ findingId: deleted.id, authorId: author.id });
  const { id: label } = await proposeAnyLabel(author.id, { text: "a bird by a river" });
  const { id: takenBack } = await proposeAnyLabel(author.id, { text: "a withdrawnbird" });
  await withdrawLabel({ labelId: takenBack, authorId: author.id });
  return { author, published, label, ...(await around({ author, published, withdrawn })) };
}

/** What stands around findings: of each sort something for everybody, and something that is not. */
async function around({
  author,
  published,
  withdrawn,
}: {
  author: Awaited<ReturnType<typeof createPerson>>;
  published: { id: string };
  withdrawn: { id: string };
}) {
  const { id: ownerId } = author;
  const collect = (isPublic: boolean, word: string) =>
    createCollection({ title: `Of ${word}`, description: word, isPublic, ownerId });
  const collection = await collect(true, "kingfisher");
  for (const findingId of [published.id, withdrawn.id])
    await db().collectionItem.create({
      data: {
        collectionId: collection.id,
        findingId,
        place: findingId === published.id ? 1 : 2,
        note: "See",
      },
    });
  const own = await collect(false, "draftbird");
  await addItem({ collectionId: own.id, ownerId, findingId: published.id, note: "draftbird" });
  const familyOf = (isPublic: boolean, word: string) =>
    createFamily({
      ...{ source: JSON.stringify(madeUpFamily({ title: word })), isPublic, forkOf: null, ownerId },
    });
  const family = await familyOf(true, "kingfisher");
  const ownFamily = await familyOf(false, "draftbird");
  const circuitOf = async ({ id }: { id: string }) =>
    (await db().finding.findUniqueOrThrow({ where: { id } })).circuitId;
  const evaluation = await createLargeEvaluation(await circuitOf(published), family.id, 2);
  const unseen = [
    await createLargeEvaluation(await circuitOf(published), ownFamily.id, 2),
    await createLargeEvaluation(await circuitOf(withdrawn), family.id, 2),
  ];
  const project = await beginProject(author, [3, 5], { title: "Of a kingfisher" });
  const hidden = await beginProject(author, [4], { title: "Of a deletedbird" });
  await db().project.update({ where: { slug: hidden }, data: { hiddenAt: new Date() } });
  const shy = await createPerson();
  await listPerson({ userId: shy.id, isListed: false });
  const say = (about: { kind: "feature" | "finding"; id: string }, body: string) =>
    startConversation({ about, labelId: null, byProgram: false, authorId: ownerId, body });
  const { dictionaryId, index } = await db().label.findFirstOrThrow();
  const ofFeature = await say(featureSubject({ dictionaryId, index }), "A kingfisher of a feature.");
  await say({ kind: "finding", id: published.id }, "A kingfisher of a finding.");
  const gone = await say({ kind: "finding", id: published.id }, "A deletedbird.");
  await deleteComment({ commentId: gone.comment, authorId: ownerId });
  const bounty = await openAnyBounty(author, { title: "For a kingfisher", prize: "A feather" });
  await draftBounty(author, { title: "For a draftbird" });
  for (const [text, isShown] of [
    ["A kingfisher, explained", true],
    ["A deletedbird, explained", false],
  ] as const)
    await db().wantedItem.create({
      data: {
        askerId: ownerId,
        text,
        votes: 0,
        withdrawnAt: isShown ? null : new Date(),
        bountyId: bounty.id,
      },
    });
  const others = { evaluation, unseen, project, shy };
  return { collection, family, conversation: ofFeature.id, dictionaryId, index, bounty, ...others };
}

describe("the bundle of a day", () => {
  let bundle: BundleView;
  let known: Awaited<ReturnType<typeof findings>>;
  const today = new Date("2026-05-04T03:00:00Z");
  beforeAll(async () => {
    known = await findings();
    await spawnWorker({ keep: true }).ready;
    bundle = await made(today);
  });

  test("is made once, however many ask, and the routes say the same of it", async () => {
    await Promise.all(Array.from({ length: 8 }, () => requestBundle(new Date(today.getTime() + 60_000))));
    expect(await db().bundle.count()).toBe(1);
    const one = await (await call(getBundle, { params: { id: bundle.id } })).json();
    expect(bundleSchema.decode(one)).toEqual(bundle);
  });

  test("holds what everybody may see of findings, to the last letter, and nothing of the others", async () => {
    const rows = await readFile(bundle, "findings.parquet");
    const visible = await db().finding.findMany({ where: visibleTo(guest()) });
    expect(rows.map(({ id }) => id).sort()).toEqual(visible.map(({ id }) => id).sort());
    expect(rows.map(({ title }) => title)).toEqual(["About kingfisher"]);
    const [row] = rows;
    expect(row).toMatchObject({
      body: `${content.body} kingfisher`,
      view: "v1",
      licence: "CC-BY-4.0",
      parent_id: null,
    });
    expect(JSON.parse(row?.tags)).toEqual(content.tags);
    expect(row?.published_at).toBeInstanceOf(Date);
    for (const { name } of bundle.files) {
      const text = JSON.stringify(await readFile(bundle, name), (_, value) =>
        typeof value === "bigint" ? `${value}` : value,
      );
      for (const word of ["draftbird", "withdrawnbird", "deletedbird", known.author.id])
        expect(text).not.toContain(word);
    }
  });

  test("holds the circuits of those findings alone", async () => {
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id: known.published.id } });
    const rows = await readFile(bundle, "circuits.parquet");
    expect(rows.map(({ id }) => id)).toEqual([circuitId]);
    const nodes = await readFile(bundle, "circuit_features.parquet");
    expect(nodes.length).toBe(await db().circuitFeature.count({ where: { circuitId } }));
  });

  test("holds labels that stand, with whose they are and how they stand", async () => {
    const rows = await readFile(bundle, "labels.parquet");
    expect(rows).toMatchObject([
      {
        ...{ id: known.label, model: "storybook-4l", kind: "attn", layer: 3, side: "input" },
        ...{ text: "a bird by a river", author: known.author.handle, source: "person" },
        ...{ leads: true, state: "proposed", votes_for: 0, blind: null, revision: 1 },
      },
    ]);
  });

  test("holds collections, families, comments, bounties and what is wanted, as far as everybody sees them", async () => {
    const { author, published, collection, family, conversation, index, bounty } = known;
    const { handle } = author;
    expect(await readFile(bundle, "collections.parquet")).toMatchObject([
      { id: collection.id, owner: handle, title: "Of kingfisher", description: "kingfisher" },
    ]);
    expect(await readFile(bundle, "collection_items.parquet")).toMatchObject([
      { collection_id: collection.id, place: 1, finding_id: published.id, note: "See" },
      { collection_id: collection.id, place: 2, finding_id: null, note: "See" },
    ]);
    const families = await readFile(bundle, "families.parquet");
    expect(families).toMatchObject([{ id: family.id, version: 1, owner: handle, title: "kingfisher" }]);
    const [{ document, hash, prompts } = {}] = families;
    expect(canonicalHash(JSON.parse(document))).toBe(hash);
    expect(prompts).toBeGreaterThan(0);
    expect(await readFile(bundle, "comments.parquet")).toMatchObject([
      {
        ...{ conversation_id: conversation, finding_id: null, model: "storybook-4l", kind: "attn", layer: 3 },
        ...{ index, author: handle, by_program: false, body: "A kingfisher of a feature." },
      },
      { finding_id: published.id, model: null, index: null, body: "A kingfisher of a finding." },
    ]);
    expect(await readFile(bundle, "bounties.parquet")).toMatchObject([
      { slug: bounty.slug, sponsor: handle, title: "For a kingfisher", prize: "A feather", awarded_at: null },
    ]);
    expect(await readFile(bundle, "bounty_results.parquet")).toEqual([]);
    expect(await readFile(bundle, "wanted.parquet")).toMatchObject([
      { asker: handle, text: "A kingfisher, explained", bounty: bounty.slug },
    ]);
  });

  test("holds evaluations of what is published over public families, projects and people, as far as everybody sees them", async () => {
    const { author, published, family, evaluation, unseen, project, shy } = known;
    const { circuitId } = await db().finding.findUniqueOrThrow({ where: { id: published.id } });
    const evaluations = await readFile(bundle, "evaluations.parquet");
    expect(evaluations).toMatchObject([
      {
        ...{ id: evaluation, circuit_id: circuitId, family_id: family.id, family_version: 1, prompts: 2 },
        ...{ counterfactuals: null, only: null, seed: 1, computed_at: expect.any(Date) },
      },
    ]);
    const { shares } = await db().evaluation.findUniqueOrThrow({ where: { id: evaluation } });
    expect(JSON.parse(evaluations[0]?.shares)).toEqual(shares);
    expect(JSON.stringify(evaluations)).not.toMatch(new RegExp(unseen.join("|")));
    expect(await readFile(bundle, "projects.parquet")).toMatchObject([
      {
        slug: project,
        creator: author.handle,
        title: "Of a kingfisher",
        overlap: 2,
        members: 1,
        features: 2,
      },
    ]);
    expect(await readFile(bundle, "project_features.parquet")).toMatchObject(
      [3, 5].map((index) => ({ project, model: "storybook-4l", kind: "attn", set: "attn", layer: 3, index })),
    );
    const people = (await readFile(bundle, "people.parquet")).map(({ handle }) => handle);
    expect(people).toContain(author.handle);
    expect(people).not.toContain(shy.handle);
    const seen = await db().user.count({ where: { suspendedAt: null, unlistedAt: null } });
    expect(people).toHaveLength(seen);
  });

  test("holds every dictionary of every model, and an empty file where there is nothing", async () => {
    const rows = await readFile(bundle, "dictionaries.parquet");
    expect(rows.length).toBe(await db().dictionary.count());
    const [model] = await readFile(bundle, "models.parquet");
    const stored = await db().model.findFirstOrThrow();
    expect(model).toMatchObject({ model: stored.name, layers: stored.layers, heads_measured: null });
    expect(model?.parameter_count).toBe(stored.parameterCount);
    expect(await readFile(bundle, "features.parquet")).toEqual([]);
  });

  test("follows what is published and taken back, the next day, and the old one stays as it was", async () => {
    await withdrawFinding({ findingId: known.published.id, authorId: known.author.id });
    const next = await made(new Date(today.getTime() + dayMillis));
    expect(await readFile(next, "findings.parquet")).toEqual([]);
    expect((await readFile(bundle, "findings.parquet")).length).toBe(1);
  });

  test("is let go of after a week, but for the latest", async () => {
    await db().bundle.updateMany({ data: { day: new Date("2020-01-01") }, where: { id: bundle.id } });
    const late = new Date(today.getTime() + 40 * dayMillis);
    await requestBundle(late);
    expect(await db().bundle.findUnique({ where: { id: bundle.id } })).toBeNull();
    expect(await db().bundlePiece.count({ where: { bundleId: bundle.id } })).toBe(0);
    expect(await db().bundle.count({ where: { computedAt: { not: null } } })).toBeGreaterThan(0);
  });

  test("has no file, and there is no bundle, but those it tells of", async () => {
    const { id } = await latest();
    const nobody = "01a22312-7602-73e9-ae8d-473d65e47d22";
    const answers = async (params: { id: string; file: string }) => (await call(getFile, { params })).status;
    expect(await answers({ id: nobody, file: "findings.parquet" })).toBe(404);
    expect(await answers({ id, file: "nothing.parquet" })).toBe(404);
    for (const file of ["../findings.parquet", "findings.parquet/", `${"a".repeat(10_000)}.parquet`, ""])
      expect(await answers({ id, file })).toBe(400);
    expect(await answers({ id: "latest", file: "findings.parquet" })).toBe(400);
    expect((await call(getBundle, { params: { id: nobody } })).status).toBe(404);
  });
});

test("memory does not grow with the rows: 96,000 features take no more than 12,000", async () => {
  const model = await db().model.findFirstOrThrow();
  const { id: indexId } = await db().featureIndex.create({
    data: {
      ...{ modelId: model.id, identity: "many", corpusName: "Stories", corpusLicence: "MIT" },
      ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
    },
  });
  const fill = (from: number, to: number) => db().$executeRaw`
    insert into "FeatureEvidence" ("dictionaryId", index, "indexId", "standIn", density, "maxActivation", document)
    select d.id, i, ${indexId}::uuid, 'on word ' || md5(d.id::text || i), random(), random() * 9, ''::bytea
    from (select id from "Dictionary" order by id limit 6) d, generate_series(${from}::int, ${to}::int) i`;
  await fill(0, 1_999);
  const few = await peakOf("features");
  expect(few.rows).toBe(12_000);
  for (let from = 2_000; from < 16_000; from += 2_000) await fill(from, from + 1_999);
  const many = await peakOf("features");
  expect(many.rows).toBe(96_000);
  // The others are some 30 MB as a driver gives them.
  expect(many.most - few.most).toBeLessThan(8 * 1024 * 1024);
});

test("memory does not grow with what people write: long write-ups go out some at a time", async () => {
  const author = await createPerson();
  const before = await peakOf("findings");
  for (let n = 0; n < 150; n++) await createPublished({ title: `Long ${n}`, body: "soon long", author });
  // A published version never changes: its rules are put aside for as long as it becomes long.
  await db().$executeRaw`alter table "FindingRevision" disable trigger user`;
  await db().$executeRaw`
    update "FindingRevision" set body = (select string_agg(md5(i::text), ' ') from generate_series(1, 12000) i)
    where body = 'soon long'`;
  await db().$executeRaw`alter table "FindingRevision" enable trigger user`;
  const after = await peakOf("findings");
  expect((after.rows ?? 0) - (before.rows ?? 0)).toBe(150);
  // All of them are 59 MB.
  expect(after.most - before.most).toBeLessThan(40 * 1024 * 1024);
}, 300_000);

/** How much memory is held at most while a bundle is written, in bytes, and how many rows one of its tables has. */
async function peakOf(table: string): Promise<{ most: number; rows: number | undefined }> {
  // What is held, and not what waits to be collected.
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  let most = 0;
  const look = setInterval(() => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers);
  }, 100);
  const bundle = await writeBundle();
  clearInterval(look);
  const rows = bundle.manifest.files.find(({ name }) => name === `${table}.parquet`)?.rows;
  bundle.close();
  return { most, rows };
}
