import { expect, test } from "vitest";
import { enter } from "@/lib/bounty-entries/enter";
import { candidatesFor, candidatesWithoutFeatures } from "@/lib/bounty-entries/facts/earlier-candidates";
import { withdrawEntry } from "@/lib/bounty-entries/withdraw-entry";
import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { type Edges, honestEdges } from "@/lib/bounty-rules/made-up-entry";
import { db } from "@/lib/db/client";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { draftFinding, enterOf, latestOf, openRuled } from "../support/entries";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const novelty = { kind: "novelty", version: 1, maxLikeness: 0.85 };

interface Like {
  count: number;
  /** Of what the circuit has. */
  influence?: number;
  nodes?: Uint8Array<ArrayBuffer>;
}

/** Publishes findings of somebody, each about another circuit, as a stored one is or with other nodes. */
async function publishLike(circuitId: string, authorId: string, { count, influence = 1, nodes }: Like) {
  const plain = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  await db().$executeRaw`
    with circuits as (
      insert into "Circuit" (id, "runId", identity, target, mode, threshold, "edgeThreshold", "maxNodes", graph, nodes, "computedAt")
      select gen_random_uuid(), "runId", gen_random_uuid()::text, target, mode, threshold, "edgeThreshold", "maxNodes", graph,
        ${nodes ?? plain.nodes}, now()
      from "Circuit", generate_series(1, ${count}::int) where id = ${plain.id}::uuid returning id),
    features as (
      insert into "CircuitFeature" select c.id, f."featureId", f.position, f.activation, f.influence * ${influence}::float8, f.effect, f.expanded
      from circuits c cross join "CircuitFeature" f where f."circuitId" = ${plain.id}::uuid),
    findings as (
      insert into "Finding" (id, "circuitId", "authorId", title, body, tags, "updatedAt")
      select gen_random_uuid(), id, ${authorId}::uuid, 'One', 'Of many.', '{}', now() from circuits returning id)
    insert into "FindingVersion" ("findingId", number, revision, "publishedAt", "authorHandle", licence, "graphHash", "contentHash")
    select id, 1, 1, now() - interval '1 day', 'other', 'CC-BY-4.0', ${"0".repeat(64)}, ${"0".repeat(64)} from findings`;
}

/** Gives some circuits' run, and so them, to another model, whose checksum is its own. */
async function moveToAnotherModel(circuitId: string): Promise<void> {
  await db().$executeRaw`
    with model as (
      insert into "Model" select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'name', 'another', 'checksum', ${"e".repeat(64)}::text))).*
      from "Model" m where m.name = 'storybook-4l' returning id)
    update "Run" r set "modelId" = model.id from model, "Circuit" c where c.id = ${circuitId}::uuid and r.id = c."runId"`;
}

/** The same features some tokens further on, with weak ones beside them. */
const moved: Edges = [
  ...honestEdges.map(([from, to, much]): Edges[number] => [further(from), further(to), much]),
  ["mlp.1.30@8", "attn.2.7@8", 0.01],
  ["embed@8", "mlp.1.30@8", 0.01],
];

function further(id: string): string {
  return id.replace(/@(\d+)$/, (_, position) => `@${Number(position) + 2}`);
}

test("a renamed copy, moved and padded, is told by what was entered and published before it; the first keeps its priority", async () => {
  const [first, copier] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const original = await draftFinding(first);
  const entered = await enterOf(first, bounty.slug, original.id);
  expect(entered.isEligible).toBe(true);
  const copy = await draftFinding(copier, { edges: moved, target: "attn.2.7@8", threshold: 0.005 });
  const caught = await enterOf(copier, bounty.slug, copy.id);
  expect(caught.isEligible).toBe(false);
  expect(caught.facts.earlier).toEqual([
    expect.objectContaining({ kind: "entry", id: entered.contentHash, isOwn: false, isAncestor: false }),
  ]);
  // The copier publishes, and the first mends their entry: it is still the first.
  await publishFinding({ findingId: copy.id, authorId: copier.id });
  await withdrawEntry({ slug: bounty.slug, entryId: entered.entryId, viewerId: first.id });
  const back = await enterOf(first, bounty.slug, original.id);
  expect(back).toMatchObject({ number: 2, isEligible: true, facts: { earlier: [] } });
  // Elsewhere the published copy is what was before, and of a fork of it it is the ancestor.
  const other = await openRuled({ rules: [novelty] });
  const forker = await createPerson();
  const { id: fork } = await forkFinding({ findingId: copy.id, viewer: forker.viewer });
  const forked = await enterOf(forker, other.slug, fork);
  expect(forked.facts.earlier).toEqual([
    expect.objectContaining({ kind: "finding", id: copy.id, isAncestor: true, isOwn: false, likeness: 1 }),
  ]);
});

/** What of before is an entry: other tests have published findings. */
const entriesIn = ({ earlier }: { earlier: EntryFacts["earlier"] }) =>
  isKnown(earlier) ? earlier.filter(({ kind }) => kind === "entry") : earlier;

/** Twelve features of one layer, each with one of the layer below, or with none but the first two. */
const wide = (isWhole: boolean): Edges =>
  Array.from({ length: 12 }, (_, n): Edges => {
    const own = `attn.1.${n}@4`;
    const below: Edges = isWhole || n < 2 ? [[`attn.0.${n}@3`, own, 1]] : [];
    return [[own, "attn.2.7@6", 14 - n], ...below];
  }).flat();

/** Of the same target, by other features. */
const honestBeside: Edges = [
  ["mlp.1.50@6", "attn.2.7@6", 3],
  ["mlp.0.51@4", "mlp.1.50@6", 2],
  ["attn.1.52@4", "attn.2.7@6", 2],
];

test("a copy traced much coarser or finer is as like what it copies as one at its thresholds, and an honest one beside it is not", async () => {
  const [first, copier] = await Promise.all([createPerson(), createPerson()]);
  const forms = [{ edges: wide(true) }, { edges: wide(false), threshold: 0.12 }];
  const rules = [{ kind: "novelty", version: 4, maxLikeness: 0.9 }];
  for (const [original, copy] of [forms, forms.toReversed()]) {
    const bounty = await openRuled({ rules });
    const entered = await enterOf(first, bounty.slug, (await draftFinding(first, original)).id);
    const { facts, isEligible } = await enterOf(copier, bounty.slug, (await draftFinding(copier, copy)).id);
    expect([isEligible, entriesIn(facts)]).toEqual([
      false,
      [
        expect.objectContaining({
          kind: "entry",
          id: entered.contentHash,
          likeness: 1,
          measure: "likeness@4",
        }),
      ],
    ]);
    const honest = await draftFinding(copier, { edges: honestBeside });
    expect(await enterOf(copier, bounty.slug, honest.id)).toMatchObject({ isEligible: true });
  }
});

test("of sealed entries that are not too like nothing is told, and of those that are no more than that", async () => {
  const [first, rival] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const original = await draftFinding(first);
  const { contentHash: commitment } = await enterOf(first, bounty.slug, original.id);
  // Half of what it has, and a sixth.
  const half = honestEdges.filter(
    ([from, to]) => ![from, to].some((id) => /^(attn.0.2|mlp.1.9|attn.0.8)/.test(id)),
  );
  const near = await enterOf(rival, bounty.slug, (await draftFinding(rival, { edges: half })).id);
  expect([near.isEligible, entriesIn(near.facts)]).toEqual([true, []]);
  await updateFinding({
    ...{ findingId: original.id, authorId: first.id, ...original.content, title: "Mended", revision: 1 },
  });
  await enter({ slug: bounty.slug, findingId: original.id, team: null, viewer: first.viewer });
  const copy = await draftFinding(rival, { edges: moved, target: "attn.2.7@8" });
  // By its first commitment, so that nobody sees which of two belong together, and in hundredths.
  expect(entriesIn((await enterOf(rival, bounty.slug, copy.id)).facts)).toEqual([
    expect.objectContaining({ id: commitment, likeness: 1, isOwn: false }),
    expect.objectContaining({ id: near.contentHash, isOwn: true }),
  ]);
  // Nor is who names somebody told what they entered.
  const own = await draftFinding(first, { edges: moved, target: "attn.2.7@8" });
  await enter({ slug: bounty.slug, findingId: own.id, team: [rival.handle], viewer: first.viewer });
  const { earlier } = (await latestOf(own.id)).facts;
  expect(entriesIn({ earlier })).toContainEqual(expect.objectContaining({ id: commitment, isOwn: true }));
  expect(JSON.stringify(earlier)).not.toContain(near.contentHash);
});

test("what one of a team entered counts against what another of it enters, and not against who is in neither", async () => {
  const [one, other, third] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const { id: shared } = await draftFinding(one);
  await enter({ slug: bounty.slug, findingId: shared, team: [one.handle, other.handle], viewer: one.viewer });
  const again = await draftFinding(other, { edges: moved, target: "attn.2.7@8" });
  const { isEligible, facts } = await enterOf(other, bounty.slug, again.id);
  expect([isEligible, entriesIn(facts)]).toMatchObject([false, [{ isOwn: true }]]);
  const honest = await draftFinding(third, { edges: wide(true) });
  expect(await enterOf(third, bounty.slug, honest.id)).toMatchObject({ isEligible: true });
});

test("neither one's own findings, however many, nor a row of forks take the place of what an entry is too like", async () => {
  const [first, copier, puppet] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty], replications: true });
  const original = await draftFinding(first, {
    edges: [...honestEdges, ["mlp.2.77@6", "attn.2.7@6", 0.4], ["embed@6", "mlp.2.77@6", 0.4]],
  });
  await publishFinding({ findingId: original.id, authorId: first.id });
  const copy = await draftFinding(copier);
  /** As many published findings about the copied circuit, each a fork of the one before where that is said. */
  const publishMany = (count: number, authorId: string, circuitId: string) => db().$queryRaw<
    { id: string }[]
  >`
    with findings as (
      insert into "Finding" (id, "circuitId", "authorId", title, body, tags, "updatedAt")
      select gen_random_uuid(), ${circuitId}::uuid, ${authorId}::uuid, 'One', 'Of many.', '{}', now() from generate_series(1, ${count}::int) returning id),
    versions as (
      insert into "FindingVersion" ("findingId", number, revision, "publishedAt", "authorHandle", licence, "graphHash", "contentHash")
      select id, 1, 1, now() - interval '1 day', 'other', 'CC-BY-4.0', ${"0".repeat(64)}, ${"0".repeat(64)} from findings)
    select id::text as id from findings`;
  await publishMany(60, copier.id, copy.circuitId);
  // Of other circuits, too, that share more with the copy than the original does.
  await publishLike(copy.circuitId, copier.id, { count: 82 });
  const forks = await publishMany(60, puppet.id, copy.circuitId);
  const ids = [...forks.map(({ id }) => id), copy.id];
  await db().$executeRaw`
    update "Finding" f set "parentId" = (${ids}::uuid[])[p.at - 1] from unnest(${ids}::uuid[]) with ordinality as p(id, at)
    where f.id = p.id and p.at > 1`;
  const { facts, isEligible } = await enterOf(copier, bounty.slug, copy.id);
  const told = Array.isArray(facts.earlier) ? facts.earlier : [];
  expect(told.filter(({ isOwn }) => isOwn)).toEqual([]);
  expect(told.filter(({ isAncestor }) => isAncestor)).toHaveLength(10);
  expect(told.find(({ id }) => id === original.id)?.likeness).toBeGreaterThan(0.85);
  expect(told.map(({ likeness }) => likeness)).toEqual(
    told.map(({ likeness }) => likeness).toSorted((a, b) => b - a),
  );
  expect(isEligible).toBe(false);
});

test("of a circuit without features another model's take no places, and those with features none of the others'; to one with features those without are compared alone", async () => {
  const [other, author] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const target = "attn.3.12@6";
  const ends: Edges = [
    ["embed@4", target, 3],
    ["attn-error.1@6", target, 1],
  ];
  const withFeature = (much: number): Edges => [
    ...ends,
    ["attn.0.2@6", target, much],
    ["embed@6", "attn.0.2@6", much],
  ];
  const own = await draftFinding(author, { edges: ends, target });
  const elsewhere = await draftFinding(other, { edges: ends, target });
  await publishLike(elsewhere.circuitId, other.id, { count: 82 });
  await moveToAnotherModel(elsewhere.circuitId);
  const strong = await draftFinding(other, { edges: withFeature(3), target });
  await publishLike(strong.circuitId, other.id, { count: 82 });
  const weak = await draftFinding(other, { edges: withFeature(0.004), target });
  await publishFinding({ findingId: weak.id, authorId: other.id });
  const before = {
    ...{ bountyId: bounty.id, entryId: crypto.randomUUID(), findingId: own.id, memberIds: [author.id] },
    since: new Date(),
  };
  const { spec, nodes } = own.circuit;
  const found = await candidatesWithoutFeatures({ spec, nodes }, [], before);
  expect(found).toContain(weak.circuitId);
  // Those with the least, which are the nearest to the bound, of all that have features.
  const most = await draftFinding(other, { edges: withFeature(1.5), target });
  await publishFinding({ findingId: most.id, authorId: other.id });
  const again = await candidatesWithoutFeatures({ spec, nodes }, [], { ...before, since: new Date() });
  expect(again).toContain(most.circuitId);
  expect([found.length, again.length]).toEqual([81, 81]);
  expect(await candidatesWithoutFeatures(strong.circuit, [], before)).toEqual([weak.circuitId]);
  // And those of the other mode.
  await db().circuit.update({ where: { id: most.circuitId }, data: { mode: "residual" } });
  const ofBoth = await candidatesWithoutFeatures(strong.circuit, [], { ...before, since: new Date() });
  expect(ofBoth.toSorted()).toEqual([weak.circuitId, most.circuitId].toSorted());
  // By the first version features do not matter, and the model does.
  const inFirst = await candidatesFor({ spec, nodes }, before);
  const models = await db().circuit.findMany({
    where: { id: { in: inFirst } },
    select: { run: { select: { model: { select: { name: true } } } } },
  });
  expect([...new Set(models.map(({ run }) => run.model.name))]).toEqual(["storybook-4l"]);
});

test("an entry whose finding was deleted stands as it was frozen, and what is like it is still told", async () => {
  const [first, copier] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const original = await draftFinding(first, { edges: moved, target: "attn.2.7@8" });
  const entered = await enterOf(first, bounty.slug, original.id);
  await deleteFinding({ findingId: original.id, authorId: first.id });
  const row = await db().bountyEntry.findUniqueOrThrow({ where: { id: entered.entryId } });
  expect(row).toMatchObject({ findingId: null, latest: 1, withdrawnAt: null });
  const copy = await draftFinding(copier, { edges: moved, target: "attn.2.7@8" });
  const { facts } = await enterOf(copier, bounty.slug, copy.id);
  expect(facts.earlier).toContainEqual(expect.objectContaining({ kind: "entry", id: entered.contentHash }));
});

test("among five hundred findings at most eighty are compared, the nearest first", async () => {
  const [author, other] = await Promise.all([createPerson(), createPerson()]);
  const bounty = await openRuled({ rules: [novelty] });
  const original = await draftFinding(other);
  await publishFinding({ findingId: original.id, authorId: other.id });
  await publishLike(original.circuitId, other.id, {
    ...{ count: 500, influence: 0.1, nodes: packNodes({ nodes: original.circuit.nodes.slice(0, 2) }) },
  });
  const finding = await draftFinding(author);
  const { facts, isEligible } = await enterOf(author, bounty.slug, finding.id);
  expect(isEligible).toBe(false);
  expect(facts.earlier.length).toBeLessThanOrEqual(50);
  expect(facts.earlier[0]).toMatchObject({ likeness: 1 });
});
