import { beforeAll, describe, expect, test } from "vitest";
import { GET as getCatalogue } from "@/app/api/v1/findings/route";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { circuitStructureSchema, structureOf } from "@/lib/circuits/circuit-structure";
import { fillPictures } from "@/lib/circuits/fill-pictures";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db, Prisma } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { readStructure } from "@/lib/search/read-structure";
import { call } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const ask = (query: Record<string, string> | string) => readStructure(new URLSearchParams(query));
const find = async (query: Record<string, string> | string) => {
  const { filters } = await ask(query);
  const { items } = await findInCatalogue({ query: { filters, sort: "newest" } });
  return items.map(({ id }) => id);
};
const structure = (starts: string[], crosses: number, paths: string[]) => ({ starts, crosses, paths });

/** A published finding about a circuit of such a structure. */
async function publish(made: ReturnType<typeof structure>) {
  const finding = await createPublished({ title: "A finding" });
  await db().circuit.update({ where: { id: finding.circuitId }, data: { structure: made } });
  return finding;
}

describe("published circuits are found", () => {
  let copying: Awaited<ReturnType<typeof publish>>;
  let direct: Awaited<ReturnType<typeof publish>>;
  beforeAll(async () => {
    copying = await publish(structure(["Mary"], 2, ["attn-attn", "attn-mlp", "attn-mlp-attn"]));
    direct = await publish(structure(["Mary", "shop"], 1, ["mlp-attn"]));
  });

  test("by where they start, what they cross, their steps, and all of it together", async () => {
    expect(new Set(await find("starts=Mary"))).toEqual(new Set([copying.id, direct.id]));
    expect(await find("starts=shop")).toEqual([direct.id]);
    expect(await find("crosses=2")).toEqual([copying.id]);
    expect(await find({ path: "attention, MLP, attention" })).toEqual([copying.id]);
    expect(await find("starts=Mary&crosses=1&path=mlp-attn")).toEqual([direct.id]);
    expect(await find("starts=Mary&starts=shop")).toEqual([direct.id]);
    expect(await find("crosses=2&path=mlp-attn")).toEqual([]);
    // One value only: the two contradict each other.
    expect(await find("crosses=2&crosses=1")).toEqual([]);
  });

  test("as one that is named is made, which is said where that is not known", async () => {
    const { filters, problems } = await ask({ like: copying.circuitId });
    expect(filters).toEqual([
      { name: "path", value: "attn-mlp-attn" },
      { name: "crosses", value: "2" },
    ]);
    expect(problems).toEqual({});
    for (const like of ["x", crypto.randomUUID(), "\0"])
      expect((await ask({ like })).problems.like).toBeDefined();
  });

  test("while they are public and no longer", async () => {
    const taken = await publish(structure(["zebrafinch"], 0, []));
    expect(await find("starts=zebrafinch")).toEqual([taken.id]);
    await withdrawFinding({ findingId: taken.id, authorId: taken.author.id });
    expect(await find("starts=zebrafinch")).toEqual([]);
  });
});

test("a feature or a head is read in any notation", async () => {
  expect((await ask({ has: "attn.2.5@9" })).filters).toEqual([
    { name: "feature", value: "storybook-4l/attn/2/5" },
  ]);
  expect((await ask({ has: "L2H3", crosses: "1" })).filters).toEqual([
    { name: "crosses", value: "1" },
    { name: "head", value: "storybook-4l/2.3" },
  ]);
  const strange = await ask({ has: "gpt2-small-hook-z-kk/blocks.2.hook_z/5" });
  expect(strange.filters).toEqual([]);
  expect(strange.choices).toEqual([{ name: "feature", value: "storybook-4l/attn/2/5" }]);
  expect(strange.problems.has).toContain("SAELens");
});

test.each([
  [{ has: "L99H3" }, "has"],
  [{ has: "attn.2.999999999" }, "has"],
  [{ has: '\'; DROP TABLE "User"; --' }, "has"],
  [{ has: "x".repeat(10_000) }, "has"],
  [{ has: "?!" }, "has"],
  [{ has: "имя" }, "has"],
  [{ has: "a\0b" }, "has"],
  [{ path: "attention" }, "path"],
  [{ path: "attention, head" }, "path"],
  [{ path: "attention,".repeat(1_000) }, "path"],
  [{ path: "\0" }, "path"],
] as const)("what cannot be read is told of at its field: %j", async (query, field) => {
  const { problems, filters } = await ask(query);
  expect(problems[field]).toBeDefined();
  expect(filters).toEqual([]);
});

test.each([
  "starts=\0",
  "crosses=-1",
  `starts=${"a".repeat(9_000)}`,
  "head=x",
  "starts=%F0%9F%98%80",
  "starts=' or 1=1",
])("what nothing is made like finds nothing: %s", async (query) => expect(await find(query)).toEqual([]));

test("the API filters by structure too", async () => {
  const { id } = await publish(structure(["kestrel"], 1, ["attn-mlp"]));
  const answer = await (await call(getCatalogue, { path: "/?starts=kestrel&path=attn-mlp" })).json();
  expect(answer.items.map((item: { id: string }) => item.id)).toEqual([id]);
});

test("what an earlier release stored is looked at by housekeeping, and found from then on", async () => {
  const { id, circuitId } = await createPublished({ title: "Earlier" });
  const { spec, tokens } = earlier;
  const graph = { ...earlier, spec, tokens };
  await db().circuit.update({
    where: { id: circuitId },
    data: { graph: packDocument(graph), target: "logit.7@2", structure: Prisma.DbNull },
  });
  expect(await find("starts=wagtail")).toEqual([]);
  await fillPictures();
  const { structure: filled } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  expect(circuitStructureSchema.parse(filled)).toEqual(structureOf(earlier, "logit.7@2"));
  expect(await find("starts=wagtail&crosses=1&path=mlp-attn")).toEqual([id]);
});

const node = (
  id: string,
  kind: "attn" | "mlp" | "embed" | "logit",
  layer: number | null,
  influence: number,
) => ({
  ...{ id, kind, layer, index: layer === null ? null : 1, position: 1, activation: 1, influence, effect: 1 },
  expanded: kind !== "embed",
});
const earlier = {
  format: "circuit-commons/circuit@1" as const,
  spec: {
    ...{ model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [], tokenIds: [0, 1, 2] },
    ...{ target: "logit.7@2", mode: "direct" as const, threshold: 0.01, edgeThreshold: 0, maxNodes: 100 },
  },
  tokens: ["<|endoftext|>", " wagtail", " sings"].map((text, position) => ({ position, id: position, text })),
  nodes: [
    node("logit.7@2", "logit", null, 1),
    node("attn.1.1@1", "attn", 1, 1),
    node("mlp.0.1@1", "mlp", 0, 1),
    node("embed@1", "embed", null, 1),
  ],
  edges: [
    { source: "attn.1.1@1", target: "logit.7@2", contribution: 1 },
    { source: "mlp.0.1@1", target: "attn.1.1@1", contribution: -1 },
    { source: "embed@1", target: "mlp.0.1@1", contribution: 2 },
  ],
  rest: [],
  scores: { replacement: 1, completeness: 1 },
  checks: { largestResidual: 0 },
  truncated: false,
};
