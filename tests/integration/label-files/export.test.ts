import { expect, test } from "vitest";
import { GET as fileRoute } from "@/app/api/v1/models/[model]/labels/route";
import { db } from "@/lib/db/client";
import { labelFile } from "@/lib/label-files/label-file";
import { reviseLabel } from "@/lib/labels/revise-label";
import { vote } from "@/lib/labels/vote";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { hideWork } from "@/lib/moderation/hide-work";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const params = { model: "storybook-4l" };

async function lines(query = ""): Promise<Record<string, unknown>[]> {
  const response = await call(fileRoute, { path: `/?${query}`, params });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  const text = await response.text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));
}

const evidence = { examples: [], circuits: [] };

test("a label stands in the file with what it said before, its author, votes by their reasons and the content that it is of", async () => {
  const [author, reader, other] = [await createPerson(), await createPerson(), await createPerson()];
  const of = await sideOfFeature(12);
  const { id } = await proposeAnyLabel(author.id, { text: "names", of });
  await reviseLabel({
    ...{ labelId: id, authorId: author.id, revision: 1, text: "first names", rationale: "See *Mary*." },
    evidence,
  });
  const against = { labelId: id, wording: 2, value: -1, reason: "tooBroad", words: null } as const;
  await vote({ ...against, voterId: reader.id });
  await vote({ ...against, voterId: other.id, value: 1, reason: null });
  const [row, ...others] = (await lines("set=attn&layer=3")).filter((each) => each.id === id);
  expect(others).toEqual([]);
  const dictionary = await db().dictionary.findUniqueOrThrow({ where: { id: of.dictionaryId } });
  expect(row).toMatchObject({
    ...{ format: "circuit-commons/label@1", licence: "CC0-1.0", text: "first names", side: "input" },
    ...{ rationale: "See *Mary*.", source: "person", leads: true, state: "proposed" },
    author: { handle: author.handle },
    votes: { for: 1, against: 1, reasons: [{ reason: "tooBroad", votes: 1 }] },
    feature: {
      ...{ model: "storybook-4l", kind: "attn", set: "attn", layer: 3, index: 12 },
      dictionaryChecksum: dictionary.checksum,
    },
    revisions: [
      { number: 1, ancestor: null, wording: 1, text: "names" },
      { number: 2, ancestor: 1, wording: 2, text: "first names" },
    ],
  });
  expect(await lines("set=attn&layer=2")).toEqual([]);
});

test("in Neuronpedia's shape a label has the columns of its export and no others but its notes", async () => {
  const author = await createPerson();
  const { id } = await proposeAnyLabel(author.id, { text: "=quotes \u201cMary\u201d" });
  const row = (await lines("format=neuronpedia")).find((each) => each.id === id);
  expect(Object.keys(row ?? {}).toSorted()).toEqual(
    [
      ...["id", "modelId", "layer", "index", "authorId", "description", "embedding", "typeName"],
      ...["explanationModelName", "umap_x", "umap_y", "umap_cluster", "umap_log_feature_sparsity", "notes"],
    ].toSorted(),
  );
  expect(row).toMatchObject({
    ...{ modelId: "storybook-4l", layer: "3-attn", index: expect.stringMatching(/^\d+$/) },
    ...{ description: "=quotes \u201cMary\u201d", typeName: "circuit-commons_person_input" },
  });
  expect(JSON.parse(String(row?.notes))).toMatchObject({ side: "input", author: author.handle });
});

test("what was taken back, hidden or is a suspended person's is in neither file, nor is a hidden rationale", async () => {
  const moderator = await createPerson("moderator");
  const [taker, hidden, suspended, silenced] = await Promise.all([1, 2, 3, 4].map(() => createPerson()));
  if (!taker || !hidden || !suspended || !silenced) throw new Error("people are missing");
  const ids = await Promise.all(
    [taker, hidden, suspended].map(
      async ({ id }, i) => (await proposeAnyLabel(id, { text: `secret ${i}` })).id,
    ),
  );
  const [taken = "", hid = ""] = ids;
  const kept = await proposeAnyLabel(silenced.id, { text: "stays" });
  await reviseLabel({
    ...{ labelId: kept.id, authorId: silenced.id, revision: 1, text: "stays", rationale: "abuse" },
    evidence,
  });
  await withdrawLabel({ labelId: taken, authorId: taker.id });
  const act = { actorId: moderator.id, reason: "A test." };
  await hideWork({ ...act, subject: { kind: "label", id: hid } });
  await hideWork({ ...act, subject: { kind: "rationale", id: kept.id } });
  await suspendPerson({ ...act, personId: suspended.id, until: null });
  for (const format of ["circuit-commons", "neuronpedia"]) {
    const rows = await lines(`format=${format}`);
    expect(JSON.stringify(rows)).toContain(kept.id);
    expect(JSON.stringify(rows)).not.toMatch(/secret|abuse/);
  }
});

test("more labels than are read at once stand in the file once each, also where many are of one feature", async () => {
  const of = await sideOfFeature(40);
  const feature = { dictionaryId: of.dictionaryId, side: of.side };
  await db().naming.createMany({
    data: Array.from({ length: 120 }, (_, i) => ({ ...feature, index: 40 + i })),
    skipDuplicates: true,
  });
  await db().label.createMany({
    data: Array.from({ length: 350 }, (_, i) => ({
      ...{ ...feature, index: i < 230 ? 40 : 40 + (i % 120), evidence },
      ...{ text: `label ${i}`, normal: `label ${i}` },
    })),
  });
  const texts = (await lines("set=attn&layer=3"))
    .map(({ text }) => String(text))
    .filter((text) => /^label \d+$/.test(text));
  expect(texts.length).toBe(350);
  expect(new Set(texts).size).toBe(350);
});

test("a model, set or layer that is not there is no empty file", async () => {
  await expect(labelFile({ model: "nobody" })).rejects.toMatchObject({ code: "not-found" });
  await expect(labelFile({ ...params, set: "attn.other" })).rejects.toMatchObject({ code: "not-found" });
  await expect(labelFile({ ...params, layer: 9 })).rejects.toMatchObject({ code: "not-found" });
  for (const query of ["set=nothing", "layer=-1", "layer=x", "format=xml", "set=attn%00"])
    expect((await call(fileRoute, { path: `/?${query}`, params })).status).toBe(400);
});
