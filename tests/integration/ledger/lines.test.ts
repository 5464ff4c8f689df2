import { expect, test } from "vitest";
import { cancelBounty } from "@/lib/bounties/cancel-bounty";
import { updateBounty } from "@/lib/bounties/update-bounty";
import { db } from "@/lib/db/client";
import { bountyOf, draftBounty, openAnyBounty } from "../support/bounties";
import { award, awardedBounty, enterTogether, rawLines, reserve } from "../support/ledger";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const usd = (...places: number[]) => ({ reward: { currency: "USD", places } });
const most = Number.MAX_SAFE_INTEGER;

test("a draft promises nothing; opened it promises each place, and a changed reward is promised anew", async () => {
  const sponsor = await createPerson();
  const draft = await draftBounty(sponsor, usd(5));
  const { id } = await db().bounty.findUniqueOrThrow({ where: { slug: draft } });
  expect(await rawLines(id)).toEqual([]);

  const bounty = await openAnyBounty(sponsor, usd(100, 50));
  const opened = [
    ["promised", 1, "100", "USD", null],
    ["promised", 2, "50", "USD", null],
  ];
  expect(await rawLines(bounty.id)).toEqual(opened);
  const { opensAt } = await db().bounty.findUniqueOrThrow({ where: { id: bounty.id } });
  const change = (revision: number, content: object) =>
    updateBounty({
      ...bountyOf({ opensAt: opensAt.toISOString(), judges: [sponsor.handle], ...content }),
      ...{ slug: bounty.slug, sponsorId: sponsor.id, revision },
    });
  await change(1, { ...usd(100, 50), title: "Said otherwise" });
  expect(await rawLines(bounty.id)).toEqual(opened);
  await change(2, { reward: { currency: "JPY", places: [7] } });
  await change(3, { reward: null });
  await change(4, usd(60));
  expect(await rawLines(bounty.id)).toEqual([
    ...opened,
    ["cancelled", 1, "100", "USD", null],
    ["cancelled", 2, "50", "USD", null],
    ["promised", 1, "7", "JPY", null],
    ["cancelled", 1, "7", "JPY", null],
    ["promised", 1, "60", "USD", null],
  ]);
  // What was taken back is not there to be reserved.
  await expect(reserve(bounty.id, 61n)).rejects.toThrow(/left to reserve/);
  await reserve(bounty.id, 60n);
});

test("cancelled, a bounty promises nothing any more, and twice changes nothing", async () => {
  const sponsor = await createPerson();
  const { id, slug } = await openAnyBounty(sponsor, usd(most));
  await reserve(id, BigInt(most));
  const cancel = () => cancelBounty({ slug, sponsorId: sponsor.id, reason: "The model is gone." });
  await Promise.all([cancel(), cancel(), cancel()]);
  expect(await rawLines(id)).toEqual([
    ["promised", 1, `${most}`, "USD", null],
    ["reserved", 1, `${most}`, "USD", null],
    ["cancelled", 1, `${most}`, "USD", null],
  ]);
});

test("a place's sum goes to a team in equal parts, what is left over by handle, and what nobody gets is cancelled", async () => {
  const team = [await createPerson(), await createPerson(), await createPerson()];
  const { id, entryId } = await awardedBounty({ places: [101, 30] }, team);
  const named = await createPerson();
  // Who is named and has not confirmed gets nothing.
  await db().entryMember.create({ data: { entryId, memberId: named.id } });
  const handles = team.map(({ handle }) => handle).toSorted();
  expect((await rawLines(id)).slice(4)).toEqual([
    ["awarded", 1, "34", "USD", handles[0]],
    ["awarded", 1, "34", "USD", handles[1]],
    ["awarded", 1, "33", "USD", handles[2]],
    ["cancelled", 2, "30", "USD", null],
  ]);
});

test("a place is shared by entries, to the last unit of 2^53 - 1", async () => {
  const sponsor = await createPerson();
  const { id } = await openAnyBounty(sponsor, {
    reward: { currency: "USD", places: [most], sharedBy: [2] },
  });
  const [one, other] = [await createPerson(), await createPerson()];
  const entries = [await enterTogether(id, [one]), await enterTogether(id, [other])];
  await reserve(id, BigInt(most));
  const [larger, smaller] = [BigInt(most) / 2n + 1n, BigInt(most) / 2n];
  await award(
    id,
    { place: 1, entryId: entries[0] ?? "", amount: larger },
    { place: 1, entryId: entries[1] ?? "", amount: smaller },
  );
  expect((await rawLines(id)).slice(2)).toEqual([
    ["awarded", 1, `${larger}`, "USD", one.handle],
    ["awarded", 1, `${smaller}`, "USD", other.handle],
  ]);
});

test("where there is less than one unit each, the first by handle get one", async () => {
  const team = [await createPerson(), await createPerson(), await createPerson()];
  const { id } = await awardedBounty({ places: [2] }, team);
  const handles = team.map(({ handle }) => handle).toSorted();
  expect((await rawLines(id)).slice(2)).toEqual([
    ["awarded", 1, "1", "USD", handles[0]],
    ["awarded", 1, "1", "USD", handles[1]],
  ]);
});

test("awarded many times at once, a place is awarded once", async () => {
  const [sponsor, winner] = [await createPerson(), await createPerson()];
  const { id } = await openAnyBounty(sponsor, usd(9, 4));
  const entryId = await enterTogether(id, [winner]);
  await reserve(id, 9n, 4n);
  const settled = await Promise.allSettled(
    Array.from({ length: 8 }, () => award(id, { place: 1, entryId, amount: 4n })),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await rawLines(id)).slice(4)).toEqual([
    ["awarded", 1, "4", "USD", winner.handle],
    ["cancelled", 1, "5", "USD", null],
    ["cancelled", 2, "4", "USD", null],
  ]);
});
