import { expect, test } from "vitest";
import { GET as ledgerRoute } from "@/app/api/v1/bounties/[slug]/ledger/route";
import { GET as tableRoute } from "@/app/api/v1/bounties/[slug]/ledger/table/route";
import { POST as payRoute } from "@/app/api/v1/bounties/[slug]/payments/route";
import { GET as ownRoute } from "@/app/api/v1/me/ledger/route";
import { GET as ownTableRoute } from "@/app/api/v1/me/ledger/table/route";
import { cancelBounty } from "@/lib/bounties/cancel-bounty";
import { updateBounty } from "@/lib/bounties/update-bounty";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { bountyOf, draftBounty, openAnyBounty } from "../support/bounties";
import { awardedBounty } from "../support/ledger";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const reference = "Transfer of 3 December";
const most = Number.MAX_SAFE_INTEGER;

const ask = (slug: string, person: Person | null = null, path = "/") =>
  call(ledgerRoute, { params: { slug }, person, path });
const statement = async (slug: string, person: Person | null = null) => (await ask(slug, person)).json();
const own = async (person: Person, path = "/") => (await call(ownRoute, { person, path })).json();
const pay = (slug: string, person: Person, award = "") =>
  call(payRoute, { method: "POST", params: { slug }, person, body: { award, reference } });

/** The same sums once more, from raw rows and in another way: each unit counted by JavaScript's own whole numbers. */
async function reckon(bountyIds: string[], personId: string | null = null) {
  const { rows } = await pool().query<{
    kind: string;
    amount: string;
    currency: string;
    personId: string | null;
  }>(`select kind, amount::text, currency, "personId" from "LedgerLine" where "bountyId" = any($1::uuid[])`, [
    bountyIds,
  ]);
  const counted = rows.filter((row) => personId === null || row.personId === personId);
  return [...new Set(counted.map(({ currency }) => currency))].toSorted().map((currency) => {
    const sum = (kind: string) =>
      counted
        .filter((row) => row.kind === kind && row.currency === currency)
        .reduce((all, { amount }) => all + BigInt(amount), 0n)
        .toString();
    return {
      ...{ currency, promised: sum("promised"), reserved: sum("reserved") },
      ...{ awarded: sum("awarded"), paid: sum("paid"), cancelled: sum("cancelled") },
    };
  });
}

test("a draft's ledger is nobody's, and an open bounty's everybody's", async () => {
  const [sponsor, other] = [await createPerson(), await createPerson("administrator")];
  const draft = await draftBounty(sponsor, { reward: { currency: "USD", places: [5] } });
  expect([(await ask(draft)).status, (await ask(draft, other)).status]).toEqual([404, 404]);
  expect(await statement(draft, sponsor)).toEqual({ sums: [], items: [], nextCursor: null });
  for (const slug of ["nobody", "nul\u0000"]) expect((await ask(slug)).status).toBeGreaterThanOrEqual(400);
  const { slug } = await openAnyBounty(sponsor, { reward: { currency: "JPY", places: [7] } });
  const { sums, items } = await statement(slug);
  expect(sums).toMatchObject([{ currency: "JPY", promised: "7", paid: "0" }]);
  expect(items).toMatchObject([
    { kind: "promised", place: 1, amount: 7, actor: sponsor.handle, person: null, isPaid: null },
  ]);
});

test("sums are those of the raw rows, at 2^53 - 1, beyond it and in each currency, and end at the reward", async () => {
  const team = [await createPerson(), await createPerson(), await createPerson()];
  const { id, slug, sponsor, awards } = await awardedBounty({ places: [most - 5, 5] }, team);
  await pay(slug, sponsor, awards[1]);
  const { sums } = await statement(slug);
  expect(sums).toEqual(await reckon([id]));
  const [{ promised, awarded, cancelled }] = sums;
  expect([promised, BigInt(awarded) + BigInt(cancelled)]).toEqual([`${most}`, BigInt(most)]);

  const changed = await openAnyBounty(sponsor, { reward: { currency: "USD", places: [most] } });
  const { opensAt } = await db().bounty.findUniqueOrThrow({ where: { id: changed.id } });
  const rewards = [{ currency: "KWD", places: [3] }, { currency: "USD", places: [most] }, null];
  for (const [at, reward] of rewards.entries())
    await updateBounty({
      ...bountyOf({ opensAt: opensAt.toISOString(), judges: [sponsor.handle], reward }),
      ...{ slug: changed.slug, sponsorId: sponsor.id, revision: at + 1 },
    });
  const whole = await statement(changed.slug);
  const twice = (2n * BigInt(most)).toString();
  expect(whole.sums).toEqual(await reckon([changed.id]));
  expect(whole.sums).toMatchObject([
    { currency: "KWD", promised: "3", cancelled: "3" },
    { currency: "USD", promised: twice, cancelled: twice },
  ]);
  expect((await own(sponsor, "/?role=sponsor")).sums).toEqual(await reckon([id, changed.id]));
  const mine = team[1];
  if (mine) expect((await own(mine)).sums).toEqual(await reckon([id], mine.id));
});

test("a reference is read by the sponsor and by who was paid, and by nobody else anywhere", async () => {
  const [winner, mate] = [await createPerson(), await createPerson()];
  const { slug, sponsor, awards } = await awardedBounty({}, [winner, mate]);
  const paid = await db().ledgerLine.findUniqueOrThrow({ where: { id: BigInt(awards[0] ?? 0) } });
  const [payee, other] = paid.personId === winner.id ? [winner, mate] : [mate, winner];
  expect((await pay(slug, sponsor, awards[0])).status).toBe(200);
  const everywhere = async (person: Person | null) => {
    const texts = [
      await (await ask(slug, person)).text(),
      await (await call(tableRoute, { params: { slug }, person })).text(),
    ];
    if (person)
      for (const role of ["winner", "sponsor"])
        texts.push(
          await (await call(ownRoute, { person, path: `/?role=${role}` })).text(),
          await (await call(ownTableRoute, { person, path: `/?role=${role}` })).text(),
        );
    return texts.filter((text) => text.includes(reference)).length;
  };
  expect([await everywhere(sponsor), await everywhere(payee)]).toEqual([4, 4]);
  for (const person of [null, other, await createPerson("administrator"), await createPerson("moderator")])
    expect(await everywhere(person)).toBe(0);
  // That it is paid, everybody reads.
  expect(
    (await statement(slug)).items
      .filter(({ kind }: { kind: string }) => kind === "awarded")
      .map(({ isPaid }: { isPaid: boolean }) => isPaid),
  ).toEqual([true, false]);
});

test("one's own are what one was given, and of bounties one sponsors, everything", async () => {
  const winner = await createPerson();
  const { slug, sponsor } = await awardedBounty({ places: [10, 4] }, [winner, await createPerson()]);
  const { items } = await own(winner);
  expect(items).toMatchObject([
    { kind: "awarded", amount: 5, bounty: { slug }, person: { handle: winner.handle } },
  ]);
  expect((await own(winner, "/?role=sponsor")).items).toEqual([]);
  expect((await own(sponsor)).items).toEqual([]);
  const kinds = (await own(sponsor, "/?role=sponsor")).items.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual([
    ...["cancelled", "awarded", "awarded", "reserved", "reserved", "promised", "promised"],
  ]);
  expect((await call(ownRoute, {})).status).toBe(401);
  expect((await call(ownTableRoute, {})).status).toBe(401);
  for (const query of ["role=nobody", "cursor=x", "cursor=-1", "limit=0", "limit=101"])
    expect((await call(ownRoute, { person: winner, path: `/?${query}` })).status, query).toBe(400);
});

test("a page at a time shows each line once, in its order", async () => {
  const { slug, sponsor } = await awardedBounty({ places: [3, 2, 1] });
  const walk = async (read: (query: string) => Promise<Response>) => {
    const ids: string[] = [];
    for (let query: string | null = "limit=2"; query; ) {
      const { items, nextCursor } = await (await read(query)).json();
      ids.push(...items.map(({ id }: { id: string }) => id));
      query = nextCursor && `limit=2&cursor=${nextCursor}`;
    }
    return ids;
  };
  const ids = await walk((query) => ask(slug, null, `/?${query}`));
  expect(ids).toEqual((await statement(slug)).items.map(({ id }: { id: string }) => id));
  expect(ids).toHaveLength(9);
  const latest = await walk((query) => call(ownRoute, { person: sponsor, path: `/?role=sponsor&${query}` }));
  expect(latest).toEqual(ids.toReversed());
});

test("who is suspended is named to the sponsor who owes to them, and to themselves; what they sponsor is shown to nobody", async () => {
  const [winner, administrator] = [await createPerson(), await createPerson("administrator")];
  const { slug, sponsor, entryId } = await awardedBounty({}, [winner]);
  const suspend = (personId: string) =>
    suspendPerson({ actorId: administrator.id, personId, reason: "Spam.", until: null });
  await suspend(winner.id);
  const named = async (person: Person | null) => {
    const { items } = await statement(slug, person);
    const line = items.find(({ kind }: { kind: string }) => kind === "awarded");
    return [line.person?.handle ?? null, line.entry, line.amount];
  };
  expect(await named(null)).toEqual([null, null, 1_000]);
  expect(await named(administrator)).toEqual([null, null, 1_000]);
  expect(await named(sponsor)).toEqual([winner.handle, null, 1_000]);
  expect(await named(winner)).toEqual([winner.handle, entryId, 1_000]);
  await suspend(sponsor.id);
  expect([(await ask(slug)).status, (await ask(slug, administrator)).status]).toEqual([404, 404]);
  // What one was awarded is one's own still, without what nobody is shown.
  expect((await own(winner)).items).toMatchObject([{ kind: "awarded", amount: 1_000, bounty: null }]);
});

test("a ledger as a table has its lines, exactly, and nothing that a spreadsheet computes", async () => {
  const { slug, sponsor, awards, winners } = await awardedBounty({ places: [most] });
  const body = { award: awards[0], reference: "=1+1, \u201cquoted\u201d" };
  await call(payRoute, { method: "POST", params: { slug }, person: sponsor, body });
  const table = async (format: string) =>
    (await call(tableRoute, { params: { slug }, person: sponsor, path: `/?format=${format}` })).text();
  const lines = (await table("jsonl"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ kind }) => kind)).toEqual(["promised", "reserved", "awarded", "paid"]);
  expect(lines[3]).toMatchObject({
    ...{ "minor units": most, currency: "USD", money: "USD 90,071,992,547,409.91" },
    ...{ person: winners[0]?.handle, reference: body.reference, by: sponsor.handle },
  });
  const csv = await table("csv");
  expect(csv).toContain("9007199254740991");
  expect(csv).not.toMatch(/[,"]=1\+1/);
  const cancelled = await openAnyBounty(sponsor, { reward: { currency: "USD", places: [1] } });
  await cancelBounty({ slug: cancelled.slug, sponsorId: sponsor.id, reason: "No time." });
  const mine = await call(ownTableRoute, { person: sponsor, path: "/?role=sponsor&format=jsonl" });
  expect((await mine.text()).trim().split("\n")).toHaveLength(6);
});
