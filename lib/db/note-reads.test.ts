import { PrismaPg } from "@prisma/adapter-pg";
import { expect, test } from "vitest";
import { Prisma, PrismaClient } from "@/generated/prisma/client";
import { type Showing, whileNoting } from "@/lib/kept-pages/showing";
import { noteReads } from "./note-reads";

/** Of a database that is nowhere: what is noted is noted before it is asked. */
const client = noteReads(
  new PrismaClient({ adapter: new PrismaPg({ connectionString: "postgres://127.0.0.1:1/none" }) }),
);

async function readBy(work: () => Promise<unknown>): Promise<string[]> {
  const asker = { cookie: undefined, forwardedFor: undefined };
  const showing: Showing = { topics: new Set(), isPersonal: false, maxMillis: 60_000, asker };
  await whileNoting(showing, async () => {
    await work().catch(() => {});
  });
  return [...showing.topics].sort();
}

test("a read notes its table and every table that its relations lead to, chosen, filtered or sorted by", async () => {
  expect(await readBy(() => client.finding.findMany())).toEqual(["Finding"]);
  const select = { circuit: { select: { run: { select: { model: true } } } } };
  expect(await readBy(() => client.finding.findFirst({ select }))).toEqual([
    "Circuit",
    "Finding",
    "Model",
    "Run",
  ]);
  expect(await readBy(() => client.run.count({ where: { job: { status: "failed" } } }))).toEqual([
    "Job",
    "Run",
  ]);
  const sorted = { orderBy: { author: { handle: "asc" } } } as const;
  expect(await readBy(() => client.finding.findMany(sorted))).toEqual(["Finding", "User"]);
  const counted = { select: { _count: { select: { dictionarySets: true } } } };
  expect(await readBy(() => client.model.findMany(counted))).toEqual(["DictionarySet", "Model"]);
  const some = { where: { set: { runs: { some: { runId: "a" } } } } };
  expect(await readBy(() => client.dictionary.findMany(some))).toEqual([
    "Dictionary",
    "DictionarySet",
    "RunSet",
  ]);
  const nested = { include: { circuit: { include: { _count: true } } } } as const;
  expect(await readBy(() => client.finding.findMany(nested))).toContain("SavedView");
  const grouped = () => client.finding.groupBy({ by: ["circuitId"], _count: true });
  expect(await readBy(grouped)).toContain("Finding");
});

test("raw SQL notes every table that it names, also in what is put into it", async () => {
  const inner = Prisma.sql`select 1 from "Circuit" c where c.id = ${"x"}`;
  const raw = () => client.$queryRaw`select * from "Run" r where exists (${inner}) and r.text = ${"Job"}`;
  expect(await readBy(raw)).toEqual(["Circuit", "Run"]);
  expect(await readBy(() => client.$queryRaw(Prisma.sql`select ${inner}`))).toEqual(["Circuit"]);
  expect(await readBy(() => client.$queryRawUnsafe('select * from rate_limit, "User"'))).toEqual([
    "RateLimit",
    "User",
  ]);
  const queue = () => client.$queryRaw`select count(*) from graphile_worker._private_jobs`;
  expect(await readBy(queue)).toEqual(["graphile_worker"]);
});

test("two pages made at once note what each of them reads, and nothing is noted outside of one", async () => {
  const ids = ["a", "b"].map((id) => ({ where: { id } }));
  const [first, second] = await Promise.all([
    readBy(() => Promise.all(ids.map((where) => client.run.findUnique(where)))),
    readBy(() => Promise.all(ids.map((where) => client.finding.findUnique(where)))),
  ]);
  expect([first, second]).toEqual([["Run"], ["Finding"]]);
  await client.run.findUnique({ where: { id: "a" } }).catch(() => {});
});
