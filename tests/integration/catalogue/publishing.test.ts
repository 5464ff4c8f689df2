import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { facetKinds } from "@/lib/catalogue/facet-kinds";
import { databaseUrl, db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createFinishedCircuit } from "../support/circuits";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { DATABASE_POOL_SIZE: "20" } });

const people: Person[] = [];
const circuits: string[] = [];

beforeAll(async () => {
  for (let n = 0; n < 20; n++) people.push(await createPerson());
  for (let n = 0; n < 4; n++) circuits.push(await createFinishedCircuit());
});

interface Draft {
  findingId: string;
  authorId: string;
}

async function draft(
  n: number,
  tags: string[],
  circuitId = circuits[n % circuits.length] ?? "",
): Promise<Draft> {
  const authorId = people[n % people.length]?.id ?? "";
  const words = { title: `Finding ${n}`, body: "It says this.", state: "", tags };
  const { id } = await createFinding({ ...words, circuitId, authorId });
  return { findingId: id, authorId };
}

/** A transaction that stands open while `meanwhile` is done, and is ended then. */
async function withOpen(
  statement: string,
  values: unknown[],
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(statement, values);
    await meanwhile();
    await client.query("commit");
  } finally {
    await client.end();
  }
}

const publishes = `update "Finding" set "publishedAt" = now(), "publishedRevision" = revision where id = $1`;
const verifies = `insert into "Verification" (id, "circuitId", passed, "computedAt") values (gen_random_uuid(), $1, true, now())`;

async function valuesOf(findingId: string, name: keyof typeof facetKinds): Promise<string[]> {
  const rows = await db().$queryRaw<{ value: string }[]>`
    select f.value from "CatalogueEntry" e join "Facet" f on f.id = any(e.facets)
    where e."findingId" = ${findingId}::uuid and f.kind = ${facetKinds[name].code}`;
  return rows.map(({ value }) => value);
}

describe("who publishes", () => {
  test("waits for nobody whose publication stands open still, of the same circuit and under the same tags", async () => {
    const [slow, quick, other] = [
      await draft(0, ["same"]),
      await draft(4, ["same"]),
      await draft(1, ["same"]),
    ];
    await withOpen(publishes, [slow.findingId], async () => {
      await publishFinding(quick);
      await publishFinding(other);
      await withdrawFinding(other);
      expect(await valuesOf(quick.findingId, "tag")).toEqual(["same"]);
      expect(await valuesOf(slow.findingId, "tag")).toEqual([]);
    });
    expect(await valuesOf(slow.findingId, "tag")).toEqual(["same"]);
    expect((await db().facet.findFirst({ where: { value: "same" } }))?.count).toBe(2);
  });

  test("has it said that the circuit was verified meanwhile, whichever of the two is stored first", async () => {
    const [first, second] = [await createFinishedCircuit(), await createFinishedCircuit()];
    const [before, after] = [await draft(2, [], first), await draft(3, [], second)];
    await withOpen(publishes, [before.findingId], () =>
      db().verification.create({ data: { circuitId: first, passed: true, computedAt: new Date() } }),
    );
    expect(await valuesOf(before.findingId, "verified")).toEqual(["yes"]);
    await withOpen(verifies, [second], () => publishFinding(after));
    expect(await valuesOf(after.findingId, "verified")).toEqual(["yes"]);
  });

  test("and changes their mind before it is stored is in no count", async () => {
    const { findingId } = await draft(5, ["fickle"]);
    await withOpen(publishes, [findingId], async () => {});
    expect((await db().facet.findFirst({ where: { value: "fickle" } }))?.count).toBe(1);
    await db().$transaction(async (tx) => {
      await tx.finding.update({ where: { id: findingId }, data: { publishedAt: null } });
      await tx.finding.update({ where: { id: findingId }, data: { publishedAt: new Date() } });
      await tx.finding.update({ where: { id: findingId }, data: { publishedAt: null } });
    });
    expect((await db().facet.findFirst({ where: { value: "fickle" } }))?.count).toBe(0);
  });
});

/** Told from findings, circuits, runs and checks themselves, and of each value what the catalogue has of it. */
const recounted = () => db().$queryRaw<
  { kind: number; value: string; is: number; counted: number; held: number; bits: number | null }[]
>`
  with public as (
    select f.id, f.tags, u.handle, c.id as "circuitId", split_part(c.target, '.', 1) as target, r."tokenTexts"
    from "Finding" f join "User" u on u.id = f."authorId" join "Circuit" c on c.id = f."circuitId" join "Run" r on r.id = c."runId"
    where f."publishedAt" is not null),
  raw as (
    select 0 as kind, '' as value, id from public
    union select 6, unnest(tags), id from public
    union select 7, handle, id from public
    union select 3, target, id from public
    union select 5, btrim(t.text), id from public, unnest("tokenTexts"[2:]) as t(text) where btrim(t.text) <> ''
    union select 8, case when v.passed then 'yes' when v.passed is not null then 'differs' else 'never' end, p.id from public p
      left join lateral (select passed from "Verification" v where v."circuitId" = p."circuitId" and "computedAt" is not null
        order by v.id desc limit 1) v on true
    union select 9, case when exists (select 1 from "CausalCheck" k where k."circuitId" = p."circuitId" and k."computedAt" is not null)
      then 'yes' else 'no' end, p.id from public p),
  counts as (select kind, value, count(*)::int as is from raw group by 1, 2)
  select coalesce(f.kind, c.kind)::int as kind, coalesce(f.value, c.value) as value, coalesce(c.is, 0)::int as is, coalesce(f.count, 0)::int as counted,
    (select count(*)::int from "CatalogueEntry" e where e.facets @> array[f.id]) as held,
    case when f."hasBits" then (select coalesce(sum(bit_count(b.bits)), 0)::int from "FacetBits" b where b."facetId" = f.id) end as bits
  from counts c full join (select * from "Facet" where kind in (0, 3, 5, 6, 7, 8, 9)) f on f.kind = c.kind and f.value = c.value`;

/** Publishes it, and changes, takes back or deletes half of them. */
async function act(n: number, own: Draft | undefined): Promise<void> {
  if (!own) return;
  await publishFinding(own);
  const kept = { title: `Finding ${n}`, body: "It says that.", state: "" };
  if (n % 6 === 1) await withdrawFinding(own);
  if (n % 6 === 2) await deleteFinding(own);
  if (n % 6 === 3) await updateFinding({ ...own, ...kept, tags: ["all", "changed"], revision: 1 });
}

test("twenty people who publish, change, verify and take back at once leave counts that are exact", async () => {
  const drafts: Draft[] = [];
  for (let n = 0; n < 120; n++) drafts.push(await draft(n, ["all", `one of ${n % 7}`, `only ${n}`]));
  await Promise.all(drafts.slice(0, 20).map(publishFinding));
  expect((await db().facet.findFirst({ where: { value: "all" } }))?.count).toBe(20);
  const acts = people.map(async (_, person) => {
    for (let n = person; n < drafts.length; n += people.length) await act(n, drafts[n]);
  });
  const checks = circuits.flatMap((circuitId, n) => [
    db().verification.create({ data: { circuitId, passed: n % 2 === 0, computedAt: new Date() } }),
    ...(n < 3
      ? [
          db().causalCheck.create({
            data: { circuitId, frozen: false, computedAt: new Date(), result: { pearson: 0.5, points: [] } },
          }),
        ]
      : []),
  ]);
  await Promise.all([...acts, ...checks]);

  const rows = await recounted();
  for (const { kind, value, is, counted, held, bits } of rows)
    expect([kind, value, counted, held, bits ?? is]).toEqual([kind, value, is, is, is]);
  const all = rows.find(({ value }) => value === "all");
  expect(all).toMatchObject({ is: 80, bits: 80 });
  expect(rows.find(({ value }) => value === "changed")?.is).toBe(20);
});
