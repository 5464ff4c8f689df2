import { z } from "zod";
import { jobStateFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import { db, type Prisma } from "@/lib/db/client";
import type { Store } from "@/workers/context";

/*
 * A kind of computation that the site does not have: a table, a definition, and whatever handler a test gives it. Its
 * rows are made with SQL, since the database client knows no table of tests.
 */

export async function createTallyTable(): Promise<void> {
  await db().$executeRawUnsafe(`create table "Tally" (
    id uuid primary key default gen_random_uuid(), question text not null unique, result int,
    "jobId" uuid unique references "Job"(id) on delete set null, "computedAt" timestamptz)`);
  // No key: what is stored twice is seen twice.
  await db().$executeRawUnsafe(`create table "TallyPart" ("tallyId" uuid not null, part int not null)`);
}

type Key = { id: string } | { question: string } | { jobId: string };

export const tallyComputation = defineComputation({
  kind: "tally",
  what: "tally",
  lane: "interactive",
  lighter: "Count less.",
  allowance: () => ({ name: "tallies", unit: "tallies", guestPerDay: 10, memberPerDay: 10 }),
  address: z.object({ id: z.uuid() }),
  askedAgain: "stands",
  find: async (tx, where: Key) => {
    const [[column = "", value] = []] = Object.entries(where);
    const [row] = await tx.$queryRawUnsafe<{ id: string; computedAt: Date | null; jobId: string }[]>(
      `select id, "computedAt", "jobId" from "Tally" where "${column}"::text = $1`,
      value,
    );
    if (!row) return null;
    const job = await tx.job.findUnique({ where: { id: row.jobId }, select: jobStateFields });
    return { id: row.id, computedAt: row.computedAt, job };
  },
  at: ({ id }) => ({ id }),
  same: ({ question }: { question: string }) => ({ question }),
  insert: (tx, { question }, { jobId }) =>
    tx.$queryRaw<
      { id: string }[]
    >`insert into "Tally" (question, "jobId") values (${question}, ${jobId}::uuid)
      on conflict do nothing returning id`,
});

export const storeTally = (id: string, result: number, bytes = 0): Store => ({
  bytes,
  write: async (tx) => {
    await tx.$executeRaw`update "Tally" set result = ${result}, "computedAt" = now() where id = ${id}::uuid`;
  },
});

export const storePart = (id: string, part: number): Store => ({
  bytes: 0,
  write: async (tx: Prisma.TransactionClient) => {
    await tx.$executeRaw`insert into "TallyPart" values (${id}::uuid, ${part})`;
  },
});

export async function storedParts(id: string): Promise<number[]> {
  const rows = await db().$queryRaw<{ part: number }[]>`
    select part from "TallyPart" where "tallyId" = ${id}::uuid order by part`;
  return rows.map(({ part }) => part);
}

export async function tallyOf(id: string) {
  const [row] = await db().$queryRaw<{ question: string; jobId: string; result: number | null }[]>`
    select question, "jobId", result from "Tally" where id = ${id}::uuid`;
  if (!row) throw new Error(`There is no tally ${id}.`);
  return row;
}
