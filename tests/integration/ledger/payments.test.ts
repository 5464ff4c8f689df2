import { expect, test } from "vitest";
import { POST as payRoute } from "@/app/api/v1/bounties/[slug]/payments/route";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { payAward } from "@/lib/bounty-judging/pay-award";
import { awardRewards } from "@/lib/bounty-judging/rewards";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { maxReferenceLength } from "@/lib/ledger/ledger-words";
import type { OwedAward } from "@/lib/ledger/payment-provider";
import { lockWork } from "@/lib/moderation/lock-work";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { getBountyStatement } from "@/lib/statements/get-bounty-statement";
import { openAnyBounty } from "../support/bounties";
import { awardedBounty, enterTogether, rawLines } from "../support/ledger";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const reference = "Transfer of 3 December";
const pay = (slug: string, person: Person | null, body: object) =>
  call(payRoute, { method: "POST", params: { slug }, person, body });
const paidOf = async (id: string) => (await rawLines(id)).filter(([kind]) => kind === "paid");

test("what was awarded is paid once, whole, by its sponsor alone, and who got it is told", async () => {
  const team = [await createPerson(), await createPerson()];
  const { id, slug, sponsor, awards } = await awardedBounty({ places: [101] }, team);
  const award = awards[0] ?? "";
  const [first] = team.toSorted((a, b) => (a.handle < b.handle ? -1 : 1));
  for (const somebody of [...team, await createPerson(), await createPerson("administrator")])
    expect((await pay(slug, somebody, { award, reference })).status).toBe(404);
  expect((await pay(slug, null, { award, reference })).status).toBe(401);
  const paid = await pay(slug, sponsor, { award, reference });
  expect(paid.status).toBe(200);
  const again = await pay(slug, sponsor, { award, reference: "Another transfer" });
  expect([again.status, (await again.json()).title]).toEqual([409, expect.stringContaining("already")]);
  expect(await paidOf(id)).toEqual([["paid", 1, "51", "USD", first?.handle]]);
  const told = await db().notification.findMany({ where: { memberId: first?.id ?? "" } });
  expect(told).toMatchObject([{ kind: "paid", path: `/bounties/${slug}/ledger`, actorId: sponsor.id }]);
  expect(JSON.stringify(told)).not.toContain(reference);
});

test("of many who mark it as paid at once one does", async () => {
  const { id, slug, sponsor, awards } = await awardedBounty();
  const body = { award: awards[0], reference };
  const answers = await Promise.all(Array.from({ length: 8 }, () => pay(slug, sponsor, body)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)]);
  expect(await paidOf(id)).toHaveLength(1);
  expect(await db().notification.count({ where: { kind: "paid", actorId: sponsor.id } })).toBe(1);
});

test("only a line that awarded something of that bounty is paid", async () => {
  const { slug, sponsor, id } = await awardedBounty();
  const theirs = await awardedBounty();
  const own = await awardedBounty({ sponsor });
  const promised = await db().ledgerLine.findFirstOrThrow({ where: { bountyId: id, kind: "promised" } });
  for (const award of [theirs.awards[0], own.awards[0], `${promised.id}`, "999999999999999999"])
    expect((await pay(slug, sponsor, { award, reference })).status, `${award}`).toBe(404);
  for (const award of ["", "0", "-1", "1.5", "1e3", "1 or true", `${10n ** 18n}`, 5, null])
    expect((await pay(slug, sponsor, { award, reference })).status, `${award}`).toBe(400);
  expect(await paidOf(id)).toEqual([]);
});

test("a reference is one line that says something, as it was written", async () => {
  const { id, slug, sponsor, awards } = await awardedBounty();
  const award = awards[0];
  const long = "a".repeat(maxReferenceLength + 1);
  for (const wrong of ["", "  ", "ab", "a\nb c", "nul \u0000 in it", "half \ud800 of it", long, 7, null]) {
    const refused = await pay(slug, sponsor, { award, reference: wrong });
    expect([refused.status, Object.keys((await refused.json()).fields)], `${wrong}`).toEqual([
      400,
      ["reference"],
    ]);
  }
  const said = "<script>alert(1)</script> \u202e =1+1 \u{1f4b8}";
  expect((await pay(slug, sponsor, { award, reference: said })).status).toBe(200);
  expect(await db().ledgerLine.findFirst({ where: { bountyId: id, kind: "paid" } })).toMatchObject({
    reference: said,
  });
});

test("what is owed is paid also where moderators locked the bounty, and to who deleted their account", async () => {
  const [winner, moderator] = [await createPerson(), await createPerson("moderator")];
  const { id, slug, sponsor, awards } = await awardedBounty({}, [winner]);
  await lockWork({ actorId: moderator.id, subject: { kind: "bounty", id }, reason: "A dispute." }, "lock");
  const gone = { userId: winner.id, handle: winner.handle, password: null };
  await deleteAccount({ ...gone, withFindings: true, address: "192.0.2.7" });
  expect((await pay(slug, sponsor, { award: awards[0], reference })).status).toBe(200);
  expect(await paidOf(id)).toEqual([["paid", 1, "1000", "USD", expect.stringMatching(/^deleted-/)]]);
  expect(await db().notification.count({ where: { memberId: winner.id } })).toBe(0);
});

test("a provider is asked for each award by one key, outside of a transaction, and where it refuses nothing is written", async () => {
  const { id, slug, sponsor, awards, winners } = await awardedBounty();
  const award = awards[0] ?? "";
  const asked: OwedAward[] = [];
  const owed = { slug, viewer: sponsor.viewer, award, reference };
  const failing = payAward(owed, {
    pay: async () => {
      throw new AppError("unavailable", "The provider does not answer.");
    },
  });
  await expect(failing).rejects.toMatchObject({ code: "unavailable" });
  expect(await paidOf(id)).toEqual([]);
  const provider = {
    pay: async (each: OwedAward) => {
      asked.push(each);
      // Nothing holds the bounty meanwhile.
      await db().$queryRaw`select 1 from "Bounty" where id = ${id}::uuid for update nowait`;
      return { reference: `p-${each.awardId}` };
    },
  };
  const settled = await Promise.allSettled([payAward(owed, provider), payAward(owed, provider)]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(new Set(asked.map(({ awardId }) => `${awardId}`))).toEqual(new Set([award]));
  expect(asked[0]).toMatchObject({ personId: winners[0]?.id, amount: 1_000n, currency: "USD" });
  const line = await db().ledgerLine.findFirst({ where: { bountyId: id, kind: "paid" } });
  expect(line?.reference).toBe(`p-${award}`);
});

/** A bounty without sums that was awarded, to a team of two. */
async function awardedWithoutSums(sponsor: Person, prize: string) {
  const bounty = await openAnyBounty(sponsor, { prize });
  const team = [await createPerson(), await createPerson()];
  const entryId = await enterTogether(bounty.id, team);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`update "Bounty" set "provisionalAt" = now(), "awardedAt" = now(), "closesAt" = now() where id = ${bounty.id}::uuid`;
    await tx.$executeRaw`set local session_replication_role = default`;
    await awardRewards(tx, {
      ...{ bountyId: bounty.id, actorId: sponsor.id },
      winners: [{ entry: entryId, place: 1, amount: null, entrants: team.map(({ handle }) => handle) }],
    });
  });
  const lines = await db().ledgerLine.findMany({ where: { bountyId: bounty.id }, orderBy: { id: "asc" } });
  return { ...bounty, entryId, team, awards: lines.map(({ id }) => `${id}`) };
}

test("a prize in words, and none at all, are marked as given to each of the winners, once, and come to no sum", async () => {
  for (const prize of ["A book of theirs.", ""]) {
    const sponsor = await createPerson();
    const { id, slug, team, awards } = await awardedWithoutSums(sponsor, prize);
    const handles = team.map(({ handle }) => handle).toSorted();
    expect(await rawLines(id)).toEqual(handles.map((handle) => ["awarded", 1, "0", "XXX", handle]));
    const [first = "", second = ""] = awards;
    expect((await pay(slug, team[0] ?? null, { award: first, reference })).status).toBe(404);
    const answers = await Promise.all([1, 2, 3].map(() => pay(slug, sponsor, { award: first, reference })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await paidOf(id)).toEqual([["paid", 1, "0", "XXX", handles[0]]]);
    const { items, sums } = await getBountyStatement({ slug, viewer: sponsor.viewer });
    expect(items.map(({ kind, isPaid, reference: said }) => [kind, isPaid, said])).toEqual([
      ["awarded", true, null],
      ["awarded", false, null],
      ["paid", null, reference],
    ]);
    expect(sums).toEqual([
      { currency: "XXX", promised: "0", reserved: "0", awarded: "0", paid: "0", cancelled: "0" },
    ]);
    expect((await pay(slug, sponsor, { award: second, reference })).status).toBe(200);
  }
});

test("of the site's own bounty any administrator says what is paid and reads the reference, and nobody else does", async () => {
  // Judged by somebody, and the site's.
  const site = { ...(await createPerson()), id: await ensureSiteAccount() };
  const winner = await createPerson();
  const { id, slug, awards } = await awardedBounty({ sponsor: site, places: [500] }, [winner]);
  const body = { award: awards[0], reference };
  const [administrator, other, moderator] = [
    await createPerson("administrator"),
    await createPerson("administrator"),
    await createPerson("moderator"),
  ];
  for (const somebody of [winner, moderator, await createPerson()])
    expect((await pay(slug, somebody, body)).status).toBe(404);
  expect((await getBountyStatement({ slug, viewer: administrator.viewer })).isOwn).toBe(true);
  expect((await pay(slug, administrator, body)).status).toBe(200);
  expect(await paidOf(id)).toEqual([["paid", 1, "500", "USD", winner.handle]]);
  const told = await db().notification.findMany({ where: { memberId: winner.id } });
  expect(told).toMatchObject([{ kind: "paid", actorId: administrator.id }]);
  const referenceFor = async (person: Person) =>
    (await getBountyStatement({ slug, viewer: person.viewer })).items.find(({ kind }) => kind === "paid")
      ?.reference;
  expect(await Promise.all([winner, other, moderator].map(referenceFor))).toEqual([
    reference,
    reference,
    null,
  ]);
});

test("the table itself refuses lines without a sum that nothing stands behind", async () => {
  const sponsor = await createPerson();
  const { id, entryId, team } = await awardedWithoutSums(sponsor, "A book.");
  const other = await awardedBounty({ sponsor });
  const open = await openAnyBounty(sponsor, { prize: "A book." });
  const mine = await enterTogether(open.id, team);
  const line = { kind: "paid", place: 1, amount: 0n, currency: "XXX", entryId, personId: team[0]?.id ?? "" };
  const refused = [
    { ...line, bountyId: id, place: 2 },
    { ...line, bountyId: id, amount: 5n },
    { ...line, bountyId: id, personId: sponsor.id },
    { ...line, bountyId: id, kind: "promised" },
    { ...line, bountyId: id, currency: "USD" },
    { ...line, bountyId: other.id, entryId: other.entryId, personId: other.winners[0]?.id ?? "" },
    { ...line, bountyId: open.id, entryId: mine, kind: "awarded" },
  ];
  for (const data of refused)
    await expect(db().ledgerLine.create({ data }), JSON.stringify({ ...data, amount: 0 })).rejects.toThrow();
  expect(await rawLines(id)).toHaveLength(2);
  await db().ledgerLine.create({ data: { ...line, bountyId: id } });
});
