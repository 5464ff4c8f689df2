import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Filter } from "@/lib/catalogue/catalogue-query";
import { facetKinds, facetNames } from "@/lib/catalogue/facet-kinds";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { circuitStructureSchema } from "@/lib/circuits/circuit-structure";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createRandomCircuit, publishRandom, seeded, tags } from "../support/catalogue";
import { nameFeatures } from "../support/named-features";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
setUpSite();

const random = seeded(7);
const draw = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];

/** A published finding's values, told from its rows by hand, and what it is sorted by. */
interface Naive {
  id: string;
  publishedAt: Date;
  completeness: number;
  replacement: number;
  values: Filter[];
}

/** Of attention features of layer 1, the heads whose they are. */
const headsOf = new Map<number, number[]>();

async function naively(): Promise<Naive[]> {
  const rows = await db().finding.findMany({
    where: { publishedAt: { not: null } },
    include: {
      author: true,
      circuit: {
        include: {
          run: { include: { model: true, sets: { include: { set: true } } } },
          features: { include: { feature: { include: { dictionary: { include: { set: true } } } } } },
          ...{ verifications: { orderBy: { id: "desc" } }, causalChecks: true },
        },
      },
    },
  });
  return rows.map(({ id, publishedAt, tags, author, circuit }) => {
    const { run, target, features, verifications, causalChecks } = circuit;
    const values: Filter[] = [];
    const add = (name: Filter["name"], value: string) => {
      if (!values.some((each) => each.name === name && each.value === value)) values.push({ name, value });
    };
    add("model", run.model.name);
    for (const { set } of run.sets) add("set", `${run.model.name}/${set.kind}`);
    add("target", target.replace(/\..*/, ""));
    for (const { feature } of features)
      add(
        "feature",
        `${run.model.name}/${feature.dictionary.set.kind}/${feature.dictionary.layer}/${feature.index}`,
      );
    for (const text of run.tokenTexts.slice(1)) if (text.trim()) add("token", text.trim());
    const { data: made } = circuitStructureSchema.safeParse(circuit.structure);
    for (const token of made?.starts ?? []) add("starts", token);
    for (const path of made?.paths ?? []) add("path", path);
    if (made) add("crosses", String(made.crosses));
    for (const { feature } of features)
      if (feature.dictionary.set.kind === "attn" && feature.dictionary.layer === 1)
        for (const head of headsOf.get(feature.index) ?? []) add("head", `${run.model.name}/1.${head}`);
    for (const tag of tags) add("tag", tag);
    add("author", author.handle);
    const last = verifications.find(({ computedAt, passed }) => computedAt && passed !== null);
    add("verified", last ? (last.passed ? "yes" : "differs") : "never");
    add("checked", causalChecks.some(({ computedAt }) => computedAt) ? "yes" : "no");
    for (const least of ["0.5", "0.75", "0.9"]) {
      if ((circuit.completenessScore ?? -1) >= Number(least)) add("completeness", least);
      if ((circuit.replacementScore ?? -1) >= Number(least)) add("replacement", least);
    }
    return {
      ...{ id, values, publishedAt: publishedAt ?? new Date() },
      completeness: circuit.completenessScore ?? -1,
      replacement: circuit.replacementScore ?? -1,
    };
  });
}

const has = ({ values }: Naive, { name, value }: Filter) =>
  values.some((each) => each.name === name && each.value === value);
const key = ({ name, value }: Filter) => `${name}=${value}`;

/** What the catalogue counts of the same filters, by hand: of each kind all values that are there at all. */
function countNaively(all: readonly Naive[], filters: readonly Filter[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of facetNames) {
    const holding = filters.filter((filter) => !(facetKinds[name].isOne && filter.name === name));
    for (const finding of all.filter((each) => holding.every((filter) => has(each, filter))))
      for (const value of finding.values)
        if (value.name === name) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
  }
  return counts;
}

/** Compares the catalogue with what is so, for some queries that are drawn. */
async function compare(queries: number): Promise<void> {
  const all = await naively();
  for (let n = 0; n < queries; n++) {
    const like = draw(all)?.values ?? [];
    const filters = like.filter(() => random() < 2.5 / like.length || random() < 0.03).slice(0, 10);
    const passing = all.filter((each) => filters.every((filter) => has(each, filter)));
    const found = await findInCatalogue({ query: { filters, sort: "newest" }, limit: 1_000 });
    const what = filters.map(key).join(" ");
    expect(found.total, what).toBe(passing.length);
    expect(new Set(found.items.map(({ id }) => id)), what).toEqual(new Set(passing.map(({ id }) => id)));
    const counts = countNaively(all, filters);
    for (const each of found.counts)
      expect([what, key(each), each.count]).toEqual([what, key(each), counts.get(key(each)) ?? 0]);
    for (const name of facetNames) {
      const naive = [...counts].filter(([each]) => each.startsWith(`${name}=`)).map(([, count]) => count);
      const shown = found.counts.filter((each) => each.name === name);
      if (naive.length <= facetKinds[name].shown)
        expect(shown.length, `${what}: ${name}`).toBeGreaterThanOrEqual(naive.length);
    }
  }
}

/** Makes features known whose decoder rows have such a share in such a head, as an assembly does. */
async function knowHeads(heads: Record<number, { head: number; share: number }>): Promise<void> {
  await nameFeatures(Object.fromEntries(Object.keys(heads).map((index) => [index, "a name"])), { layer: 1 });
  for (const [index, { head, share }] of Object.entries(heads)) {
    await db().featureEvidence.updateMany({
      where: { index: Number(index), dictionary: { layer: 1, set: { kind: "attn" } } },
      data: { mainHead: head, mainHeadShare: share },
    });
    if (share >= 0.5) headsOf.set(Number(index), [head]);
  }
}

let people: Person[];
const circuits: string[] = [];
const published: { id: string; authorId: string }[] = [];

beforeAll(async () => {
  people = await Promise.all([createPerson(), createPerson(), createPerson()]);
  for (let n = 0; n < 60; n++) circuits.push(await createRandomCircuit(random));
});

async function publishSome(count: number) {
  for (let n = 0; n < count; n++) {
    const authorId = draw(people)?.id ?? "";
    const id = await publishRandom(random, { circuitId: draw(circuits) ?? "", authorId });
    published.push({ id, authorId });
  }
}

async function changeSome(count: number) {
  for (let n = 0; n < count; n++) {
    const finding = draw(published);
    if (!finding) return;
    const own = { findingId: finding.id, authorId: finding.authorId };
    const chance = random();
    const circuitId = draw(circuits) ?? "";
    if (chance < 0.05) {
      const structure = { starts: ["Mary"], crosses: 3, paths: ["mlp-mlp"] };
      await db().circuit.update({ where: { id: circuitId }, data: { structure } });
    } else if (chance < 0.2) await withdrawFinding(own).catch(() => {});
    else if (chance < 0.35) await publishFinding(own).catch(() => {});
    else if (chance < 0.45) await deleteFinding(own).catch(() => {});
    else if (chance < 0.65) {
      const { title, body, state, revision } = await db().finding.findUniqueOrThrow({
        where: { id: finding.id },
      });
      const changed = tags.filter(() => random() < 0.3);
      await updateFinding({
        ...own,
        title: title || "t",
        body: body || "b",
        state,
        revision,
        tags: changed,
      }).catch(() => {});
    } else if (chance < 0.85)
      await db().verification.create({ data: { circuitId, passed: random() < 0.7, computedAt: new Date() } });
    else
      await db().causalCheck.upsert({
        where: { circuitId_frozen: { circuitId, frozen: false } },
        create: { circuitId, frozen: false, computedAt: new Date(), result: { pearson: 0.5, points: [] } },
        update: {},
      });
  }
}

describe("what the catalogue counts is what is so", () => {
  test("of a few findings, counted one by one", async () => {
    await knowHeads({ 0: { head: 0, share: 0.9 }, 1: { head: 3, share: 0.5 }, 2: { head: 1, share: 0.49 } });
    await publishSome(40);
    await compare(25);
    expect(await db().facet.count({ where: { kind: facetKinds.head.code, count: { gt: 0 } } })).toBe(2);
  });

  test("also where a corpus tells later whose features are", async () => {
    await knowHeads({ 3: { head: 2, share: 0.8 }, 4: { head: 0, share: 0.7 } });
    const { id: indexId } = await db().featureIndex.findFirstOrThrow({ orderBy: { id: "desc" } });
    const { id } = await db().assembly.create({ data: { indexId } });
    await db().assembly.update({ where: { id }, data: { computedAt: new Date() } });
    await compare(25);
    expect(await db().facet.count({ where: { kind: facetKinds.head.code, count: { gt: 0 } } })).toBe(3);
  });

  test("of hundreds, by their bits, through everything that may happen to a finding", async () => {
    await publishSome(260);
    await compare(40);
    await changeSome(150);
    await compare(40);
    expect(await db().facet.count({ where: { hasBits: true } })).toBeGreaterThan(10);
    expect((await findInCatalogue({ query: { filters: [], sort: "newest" } })).total).toBeGreaterThan(200);
  });

  test("also where they are changed at the same moment, and when an author goes", async () => {
    await Promise.all([publishSome(15), publishSome(15), changeSome(25), changeSome(25)]);
    await compare(25);
    await db().user.delete({ where: { id: people[0]?.id ?? "" } });
    await compare(25);
  });

  test("and the same as if all were counted from nothing", async () => {
    const state = () => db().$queryRaw`
      select f.kind, f.value, f.count::int, (select count(*)::int from "CatalogueEntry" e where f.id = any(e.facets)) as entries,
        (select coalesce(sum(bit_count(bits)), 0)::int from "FacetBits" b where b."facetId" = f.id) as bits
      from "Facet" f where f.count > 0 order by f.kind, f.value`;
    const before = await state();
    await db().$executeRaw`select fill_catalogue()`;
    const after = await state();
    const withoutBits = (rows: unknown) =>
      JSON.stringify(rows, (name, value) => (name === "bits" ? undefined : value));
    expect(withoutBits(before)).toBe(withoutBits(after));
    await compare(25);
  });
});

test.each(["newest", "completeness", "replacement"] as const)(
  "sorted by %s and walked, each comes once, in order",
  async (sort) => {
    const all = await naively();
    for (const filters of [
      [],
      [{ name: "checked", value: "no" }],
      [{ name: "tag", value: "odd" }],
    ] satisfies Filter[][]) {
      const found: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { catalogueCursor } = await import("@/lib/catalogue/catalogue-query");
        const at = cursor === "" ? undefined : catalogueCursor.parse(cursor);
        const page: Awaited<ReturnType<typeof findInCatalogue>> = await findInCatalogue({
          query: { filters, sort },
          cursor: at,
          limit: 17,
        });
        found.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      const passing = all.filter((each) => filters.every((filter) => has(each, filter)));
      expect(new Set(found)).toEqual(new Set(passing.map(({ id }) => id)));
      expect(found).toHaveLength(passing.length);
      const values = found.map((id) => {
        const finding = passing.find((each) => each.id === id);
        return sort === "newest" ? 0 : (finding?.[sort] ?? 0);
      });
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
  },
);
