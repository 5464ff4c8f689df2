import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { openAnyBounty } from "../support/bounties";
import { enterTogether, rawLines } from "../support/ledger";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const most = 2n ** 53n - 1n;

interface Line {
  kind: string;
  place?: number;
  amount: bigint | string;
  currency?: string;
  entryId?: string | null;
  personId?: string | null;
  reference?: string;
}

/** As whoever has the database writes it, past all of this program. */
async function write(bountyId: string, { place = 1, currency = "USD", ...line }: Line): Promise<void> {
  const { kind, amount, entryId = null, personId = null, reference = "" } = line;
  await pool().query(
    `insert into "LedgerLine" ("bountyId", kind, place, amount, currency, "entryId", "personId", reference)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [bountyId, kind, place, `${amount}`, currency, entryId, personId, reference],
  );
}

/** Writes lines as they are given; answers whether each was taken. */
async function taken(bountyId: string, ...lines: Line[]): Promise<boolean[]> {
  const answers: boolean[] = [];
  for (const line of lines)
    answers.push(
      await write(bountyId, line).then(
        () => true,
        (error: { code?: string }) => {
          // A rule of the table (an unknown kind is none of its cases), and no mistake of this test.
          expect(["CC001", "23514", "23505", "22003", "20000"], JSON.stringify(error)).toContain(error.code);
          return false;
        },
      ),
    );
  return answers;
}

let sponsor: Person;
let winner: Person;
beforeAll(async () => {
  [sponsor, winner] = [await createPerson(), await createPerson()];
});

async function promised(...places: number[]) {
  return promisedAmong([], ...places);
}

async function promisedAmong(sharedBy: number[], ...places: number[]) {
  const { id } = await openAnyBounty(sponsor, { reward: { currency: "USD", places, sharedBy } });
  const entryId = await enterTogether(id, [winner]);
  const given = { entryId, personId: winner.id };
  return { id, given };
}

test("no sum of a place is more than what stands before it", async () => {
  const { id, given } = await promised(100);
  expect(
    await taken(
      id,
      ...[
        { kind: "reserved", amount: 101n },
        { kind: "awarded", amount: 1n, ...given },
        { kind: "reserved", amount: 60n },
        { kind: "reserved", amount: 41n },
        { kind: "awarded", amount: 61n, ...given },
        { kind: "cancelled", amount: 101n },
        { kind: "cancelled", amount: 40n },
        { kind: "reserved", amount: 1n },
        { kind: "paid", amount: 1n, ...given },
        { kind: "awarded", amount: 50n, ...given },
        { kind: "cancelled", amount: 11n },
        { kind: "paid", amount: 51n, ...given },
        { kind: "paid", amount: 50n, ...given },
        { kind: "cancelled", amount: 10n },
        { kind: "cancelled", amount: 1n },
      ],
    ),
  ).toEqual([
    ...[false, false, true, false, false, false, true, false, false],
    ...[true, false, false, true, true, false],
  ]);
});

test("what is awarded or paid of a place is so once to a person for an entry, whatever is left of its sum", async () => {
  const { id, given } = await promised(100, 50);
  expect(
    await taken(
      id,
      ...[
        { kind: "reserved", amount: 100n },
        { kind: "awarded", amount: 50n, ...given },
        { kind: "awarded", amount: 50n, ...given },
        { kind: "awarded", place: 2, amount: 1n, ...given },
        { kind: "paid", amount: 20n, ...given },
        { kind: "paid", amount: 20n, ...given },
      ],
    ),
  ).toEqual([true, true, false, false, true, false]);
});

test("a place is awarded to no more entries than share it, whoever writes", async () => {
  for (const sharers of [1, 2]) {
    const { id, given } = await promisedAmong(sharers === 1 ? [] : [sharers], 100);
    const others = [await createPerson(), await createPerson()];
    await write(id, { kind: "reserved", amount: 100n });
    const lines = [{ kind: "awarded", amount: 10n, ...given }];
    for (const person of others)
      lines.push({
        ...lines[0],
        kind: "awarded",
        amount: 10n,
        entryId: await enterTogether(id, [person]),
        personId: person.id,
      });
    expect(await taken(id, ...lines)).toEqual([true, sharers > 1, false]);
  }
});

test("among how many a sum goes is said of each or of none, within what there is, and of no more than a hundred", async () => {
  const { id } = await openAnyBounty(sponsor, { reward: { currency: "USD", places: [100, 50] } });
  const refused = ["{2}", "{1,1,1}", "{1,NULL}", "{0,1}", "{-1,1}", "{1,51}", "{60,41}"];
  for (const sharers of refused)
    await expect(
      pool().query(`update "Bounty" set "sharedBy" = $2 where id = $1`, [id, sharers]),
      sharers,
    ).rejects.toMatchObject({ code: "23514" });
  for (const sharers of ["{1,1}", "{60,40}", "{}"])
    await pool().query(`update "Bounty" set "sharedBy" = $2 where id = $1`, [id, sharers]);
  await expect(pool().query(`update "Bounty" set "sharedBy" = null where id = $1`, [id])).rejects.toThrow();
});

test("a prize in words has places as sums have, where there is one and no sums are promised", async () => {
  const [words, none, sums] = [
    await openAnyBounty(sponsor, { prize: "A book", prizeSharedBy: [1, 4] }),
    await openAnyBounty(sponsor),
    await openAnyBounty(sponsor, { prize: "A book", reward: { currency: "USD", places: [100] } }),
  ];
  const set = ({ id }: { id: string }, sharers: string) =>
    pool().query(`update "Bounty" set "sharedBy" = $2 where id = $1`, [id, sharers]);
  const tooMany = `{${Array(21).fill(1).join(",")}}`;
  for (const [bounty, sharers] of [
    ...["{NULL}", "{0,1}", "{-1}", "{101}", "{60,41}", tooMany].map((each) => [words, each] as const),
    ...([
      [none, "{1}"],
      [sums, "{1,1}"],
    ] as const),
  ])
    await expect(set(bounty, sharers), sharers).rejects.toMatchObject({ code: "23514" });
  await expect(
    pool().query(`update "Bounty" set prize = '' where id = $1`, [words.id]),
  ).rejects.toMatchObject({ code: "23514" });
  for (const sharers of ["{1,1,1}", "{60,40}", "{100}", "{}"]) await set(words, sharers);
});

test("nothing is of nothing, below it, of no place, of another kind, in another currency or above 2^53 - 1", async () => {
  const { id, given } = await promised(100);
  const refused: Line[] = [
    { kind: "promised", amount: 0n },
    { kind: "promised", amount: -5n },
    { kind: "reserved", amount: -5n },
    { kind: "cancelled", amount: -5n },
    { kind: "awarded", amount: -5n, ...given },
    { kind: "paid", amount: -5n, ...given },
    { kind: "promised", place: 0, amount: 5n },
    { kind: "promised", place: 21, amount: 5n },
    { kind: "refunded", amount: 5n },
    { kind: "promised", amount: 5n, currency: "EUR" },
    { kind: "reserved", amount: 5n, currency: "EUR" },
    { kind: "cancelled", amount: 5n, currency: "EUR" },
    { kind: "promised", place: 2, amount: most + 1n },
    { kind: "promised", place: 2, amount: 2n ** 63n },
    { kind: "promised", amount: most },
    { kind: "reserved", amount: 5n, reference: "for whom" },
  ];
  expect(await taken(id, ...refused)).toEqual(refused.map(() => false));
  expect(await taken(id, { kind: "promised", place: 2, amount: most })).toEqual([true]);
  expect(await rawLines(id)).toHaveLength(2);
});

test("what is awarded goes to who entered and confirmed, for an entry of that bounty, and is said whole", async () => {
  const { id, given } = await promised(100);
  const [named, other] = [await createPerson(), await createPerson()];
  await pool().query(`insert into "EntryMember" ("entryId", "memberId") values ($1, $2)`, [
    given.entryId,
    named.id,
  ]);
  const elsewhere = await promised(100);
  await write(id, { kind: "reserved", amount: 100n });
  const award = { kind: "awarded", amount: 5n };
  const refused: Line[] = [
    { ...award, ...given, personId: named.id },
    { ...award, ...given, personId: other.id },
    { ...award, ...given, personId: sponsor.id },
    { ...award, ...elsewhere.given },
    { ...award, ...given, personId: null },
    { ...award, ...given, entryId: null },
    { ...award },
    { kind: "reserved", amount: 5n, ...given },
  ];
  expect(await taken(id, ...refused)).toEqual(refused.map(() => false));
});

test("a line is added, and never changed nor taken away", async () => {
  const { id } = await promised(100);
  for (const statement of [
    `update "LedgerLine" set amount = 1 where "bountyId" = $1`,
    `update "LedgerLine" set "personId" = null where "bountyId" = $1`,
    `delete from "LedgerLine" where "bountyId" = $1`,
  ])
    await expect(pool().query(statement, [id]), statement).rejects.toThrow();
  expect(await rawLines(id)).toHaveLength(1);
});

test("of many who reserve, award or pay all of it at once, one does", async () => {
  const { id, given } = await promised(Number(most));
  for (const line of [
    { kind: "reserved", amount: most },
    { kind: "awarded", amount: most, ...given },
    { kind: "paid", amount: most, reference: "once", ...given },
  ]) {
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => write(id, line)));
    expect(
      settled.filter(({ status }) => status === "fulfilled"),
      line.kind,
    ).toHaveLength(1);
  }
  expect(await rawLines(id)).toEqual([
    ["promised", 1, `${most}`, "USD", null],
    ["reserved", 1, `${most}`, "USD", null],
    ["awarded", 1, `${most}`, "USD", winner.handle],
    ["paid", 1, `${most}`, "USD", winner.handle],
  ]);
});
