import { describe, expect, test } from "vitest";
import { GET as previewRoute } from "@/app/api/v1/bounties/[slug]/preview/route";
import { DELETE as leaveRoute, PUT as watchRoute } from "@/app/api/v1/bounties/[slug]/watch/route";
import { GET as feedRoute } from "@/app/api/v1/feeds/bounties/route";
import { cancelBounty } from "@/lib/bounties/cancel-bounty";
import { openBounty } from "@/lib/bounties/open-bounty";
import { postponeBounty } from "@/lib/bounties/postpone-bounty";
import { tellOfClosings } from "@/lib/bounties/tell-watchers";
import { tellTeams } from "@/lib/bounty-entries/tell-teams";
import { confirmEntry } from "@/lib/bounty-entries/withdraw-entry";
import { db } from "@/lib/db/client";
import { findNotifications } from "@/lib/notifications/find-notifications";
import { draftBounty, enterBounty, openAnyBounty } from "../support/bounties";
import { closeIn } from "../support/entries";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const hour = 3_600_000;
const inHours = (count: number) => new Date(Date.now() + count * hour);
const toldTo = async ({ id }: Person) => (await findNotifications({ memberId: id })).items;
const kindsTo = async (person: Person) => (await toldTo(person)).map(({ kind }) => kind);
const watch = (slug: string, person: Person) => call(watchRoute, { method: "PUT", params: { slug }, person });
const leave = (slug: string, person: Person) =>
  call(leaveRoute, { method: "DELETE", params: { slug }, person });

/** As several workers do at once. */
async function workers(): Promise<void> {
  await Promise.all([1, 2, 3].flatMap(() => [tellOfClosings(), tellTeams()]));
}

async function close(bountyId: string): Promise<void> {
  await closeIn(bountyId, 20);
  await new Promise((resolve) => setTimeout(resolve, 40));
}

describe("who watches a bounty", () => {
  test("is told when it is put later, cancelled and closed, each once; its sponsor is not told of their own acts", async () => {
    const [sponsor, watcher, other] = [await createPerson(), await createPerson(), await createPerson()];
    const { id, slug } = await openAnyBounty(sponsor);
    for (const person of [watcher, sponsor]) expect((await watch(slug, person)).status).toBe(204);
    await postponeBounty({ slug, sponsorId: sponsor.id, closesAt: inHours(48) });
    expect(await toldTo(watcher)).toMatchObject([
      { kind: "postponed", path: `/bounties/${slug}`, actor: { handle: sponsor.handle } },
    ]);
    expect(await kindsTo(sponsor)).toEqual([]);
    await workers();
    await close(id);
    await workers();
    await workers();
    expect(await kindsTo(watcher)).toEqual(["closed", "postponed"]);
    // Its judge, too.
    expect(await kindsTo(sponsor)).toEqual(["closed"]);
    await cancelBounty({ slug, sponsorId: sponsor.id, reason: "Nobody can pay." });
    expect(await kindsTo(watcher)).toEqual(["cancelled", "closed", "postponed"]);
    expect(await kindsTo(other)).toEqual([]);
  });

  test("is told nothing any more once they leave it, and of none that moderators hide", async () => {
    const [sponsor, watcher, gone] = [await createPerson(), await createPerson(), await createPerson()];
    const { id, slug } = await openAnyBounty(sponsor);
    for (const person of [watcher, gone]) await watch(slug, person);
    expect((await leave(slug, gone)).status).toBe(204);
    await postponeBounty({ slug, sponsorId: sponsor.id, closesAt: inHours(48) });
    expect([await kindsTo(watcher), await kindsTo(gone)]).toEqual([["postponed"], []]);
    await db().bounty.update({ where: { id }, data: { hiddenAt: new Date() } });
    expect(await kindsTo(watcher)).toEqual([]);
    expect((await watch(slug, gone)).status).toBe(404);
    await close(id);
    await workers();
    await db().bounty.update({ where: { id }, data: { hiddenAt: null } });
    expect(await kindsTo(watcher)).toEqual(["postponed"]);
  });

  test("watches no draft", async () => {
    const sponsor = await createPerson();
    const slug = await draftBounty(sponsor);
    expect((await watch(slug, sponsor)).status).toBe(404);
    expect((await watch("\0", sponsor)).status).toBe(400);
  });
});

describe("a team", () => {
  async function enterTogether() {
    const [sponsor, entrant, member] = [await createPerson(), await createPerson(), await createPerson()];
    const bounty = await openAnyBounty(sponsor, { closesAt: inHours(72).toISOString() });
    const entryId = await enterBounty(bounty.id, { entrantId: entrant.id });
    await db().entryMember.create({ data: { entryId, memberId: member.id } });
    await db().bountyEntry.update({ where: { id: entryId }, data: { confirmedAt: null } });
    const path = `/bounties/${bounty.slug}/entries/${entryId}`;
    return { ...bounty, sponsor, entrant, member, entryId, path };
  }

  test("is told who named whom, reminded once a day before the deadline, and told after it that it does not count", async () => {
    const { id, entrant, member, path, sponsor } = await enterTogether();
    await workers();
    expect(await toldTo(member)).toMatchObject([
      { kind: "named", path, actor: { handle: entrant.handle }, title: "A circuit of a name" },
    ]);
    await closeIn(id, 20 * hour);
    await workers();
    await workers();
    expect(await kindsTo(member)).toEqual(["unconfirmed", "named"]);
    expect(await kindsTo(entrant)).toEqual([]);
    await close(id);
    await workers();
    await workers();
    expect((await kindsTo(member)).filter((kind) => kind !== "closed")).toEqual([
      "uncounted",
      "unconfirmed",
      "named",
    ]);
    expect((await kindsTo(entrant)).filter((kind) => kind !== "closed")).toEqual(["uncounted"]);
    // Sealed from everybody else.
    expect(await kindsTo(sponsor)).toEqual(["closed"]);
  });

  test("that is whole is not told of, nor one that withdrew", async () => {
    const [whole, withdrawn] = [await enterTogether(), await enterTogether()];
    await confirmEntry({ slug: whole.slug, entryId: whole.entryId, viewerId: whole.member.id });
    await db().bountyEntry.update({
      where: { id: withdrawn.entryId },
      data: { withdrawnAt: new Date() },
    });
    for (const { id } of [whole, withdrawn]) await closeIn(id, 20 * hour);
    await workers();
    for (const { id } of [whole, withdrawn]) await close(id);
    await workers();
    for (const { member } of [whole, withdrawn])
      expect((await kindsTo(member)).filter((kind) => kind !== "closed")).toEqual([]);
  });
});

test("the feed has what is public with how it stands, and changes when something becomes of it", async () => {
  const sponsor = await createPerson();
  const { id, slug } = await openAnyBounty(sponsor, {
    title: "Sums & <b>",
    reward: { currency: "USD", places: [100_000, 5_000] },
  });
  const draft = await draftBounty(sponsor, { title: "Only mine" });
  const read = async () => (await call(feedRoute)).text();
  const feed = await read();
  expect(feed).toContain(`<id>urn:uuid:${id}</id>`);
  expect(feed).toContain("Sums &amp; &lt;b&gt;");
  expect(feed).toMatch(/Open until .*\(UTC\)\. 1\. USD 1,000\.00, 2\. USD 50\.00/);
  expect(feed).not.toContain("Only mine");
  expect((await call(feedRoute)).headers.get("content-type")).toContain("application/atom+xml");
  await cancelBounty({ slug, sponsorId: sponsor.id, reason: "It was asked before." });
  await openBounty({ slug: draft, sponsorId: sponsor.id, revision: 1 });
  await expect.poll(read, { timeout: 20_000, interval: 500 }).toContain("Only mine");
  expect(await read()).toContain('<category term="cancelled"/>');
});

test("a link to a bounty has a picture, and one to a draft has none, its sponsor's neither", async () => {
  const sponsor = await createPerson();
  const { slug } = await openAnyBounty(sponsor);
  const picture = await call(previewRoute, { params: { slug } });
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  const params = { slug: await draftBounty(sponsor) };
  expect((await call(previewRoute, { params, person: sponsor })).status).toBe(404);
});
