import { expect, test } from "vitest";
import { POST as payRoute } from "@/app/api/v1/bounties/[slug]/payments/route";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { maxReferenceLength } from "@/lib/ledger/ledger-words";
import { payAward } from "@/lib/ledger/pay-award";
import type { OwedAward } from "@/lib/ledger/payment-provider";
import { lockWork } from "@/lib/moderation/lock-work";
import { awardedBounty, rawLines } from "../support/ledger";
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
  const owed = { slug, sponsorId: sponsor.id, award, reference };
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
