import { expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { postponeBounty } from "@/lib/bounties/postpone-bounty";
import { db } from "@/lib/db/client";
import { anyBounty, openAnyBounty } from "../support/bounties";
import { judgedByPeople, passDays, scoreAll } from "../support/judging";
import { openMcp } from "../support/mcp-client";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

async function agentOf(person: Person, scopes: ("publish" | "write")[] = ["publish"]) {
  const { key } = await createApiKey({ userId: person.id, name: "An agent", scopes, days: null });
  return openMcp({ era: "auto", headers: { authorization: `Bearer ${key}` } });
}

const unconfirmed = /^refused: confirm: Repeat the title/;

test("a sponsor's agent drafts a bounty; what others see of it is done by its title, as it stands, alone", async () => {
  const [sponsor, other] = [await createPerson(), await createPerson()];
  const { use, read, client } = await agentOf(sponsor);
  const title = "Where a \u201cname\u201d comes from";
  const content = { ...anyBounty(), title, judges: [sponsor.handle] };
  const reward = { currency: "USD", places: [600, 400], sharedBy: [1, 4] };
  const { slug } = (await read("begin_bounty", content)) as { slug: string };
  const standing = async () => ((await read("read_bounty", { slug })) as { standing: string }).standing;
  for (const confirm of [undefined, "", "Another", title.toLowerCase(), slug, { title }, [title]])
    expect(await use("open_bounty", { slug, revision: 1, confirm })).toMatch(/^refused: confirm: /);
  expect(await standing()).toBe("draft");
  const renamed = { ...content, slug, revision: 1, title: "Where it comes from", reward };
  expect(await use("change_bounty", { ...renamed, confirm: renamed.title })).toMatch(unconfirmed);
  expect(await use("change_bounty", { ...renamed, confirm: title })).not.toMatch(/^refused/);
  expect(await use("open_bounty", { slug, revision: 2, confirm: title })).toMatch(unconfirmed);

  // A draft is not there for others, whose agents are told so by its route; opened, it is not theirs.
  const stranger = await agentOf(other);
  const asked = { slug, revision: 2, confirm: renamed.title };
  expect(await stranger.use("open_bounty", asked)).toMatch(/^refused: There is no bounty/);
  expect(await (await agentOf(sponsor, [])).use("open_bounty", asked)).toMatch(/not allowed to publish/);
  expect(await (await openMcp({ era: "auto" })).use("open_bounty", asked)).toMatch(
    /^refused: This needs a key/,
  );
  expect(await standing()).toBe("draft");
  expect(await use("open_bounty", asked)).not.toMatch(/^refused/);
  expect(await standing()).toBe("open");
  expect(await stranger.use("cancel_bounty", { slug, confirm: renamed.title, reason: "Mine." })).toMatch(
    /^refused: /,
  );
  expect(await standing()).toBe("open");
  const { tools } = await client.listTools();
  const hints = new Map(tools.map(({ name, annotations }) => [name, annotations?.destructiveHint]));
  expect(["open_bounty", "award_bounty", "begin_bounty"].map((name) => hints.get(name))).toEqual([
    true,
    true,
    false,
  ]);
});

test("agents of who leads and who entered go from the last score to what was paid, each as its person may", async () => {
  const bounty = await judgedByPeople(2, 1, { rewards: [1_001n], sharedBy: [2] });
  await scoreAll(bounty, bounty.judges, (entry) => 9 - entry);
  const { slug, sponsor, entries } = bounty;
  const { title: confirm } = await db().bounty.findUniqueOrThrow({ where: { slug } });
  const [lead, first, second] = [
    await agentOf(sponsor),
    await agentOf(bounty.entrants[0] as Person),
    await agentOf(bounty.entrants[1] as Person),
  ];
  const at = { slug, confirm };
  expect(await first.use("rank_bounty", { ...at, number: 0 })).toMatch(/^refused: /);
  expect(await lead.use("rank_bounty", { slug, number: 0 })).toMatch(unconfirmed);
  expect(await lead.read("rank_bounty", { ...at, number: 0 })).toEqual({ number: 1 });
  const appealed = { ...at, id: entries[1], body: "The second node was not looked at." };
  expect(await second.use("appeal", appealed)).not.toMatch(/^refused/);
  expect(await first.use("answer_appeal", { ...at, id: entries[1], answer: "It was." })).toMatch(/^refused/);
  expect(await lead.use("answer_appeal", { ...at, id: entries[1], answer: "It was." })).not.toMatch(
    /^refused/,
  );
  await passDays(bounty.id, 8);
  expect(await lead.use("reply_to_offer", { ...at, id: entries[0], accepts: true })).toMatch(/^refused/);
  for (const [agent, id] of [
    [first, entries[0]],
    [second, entries[1]],
  ] as const)
    expect(await agent.use("reply_to_offer", { ...at, id, accepts: true })).not.toMatch(/^refused/);
  expect(await second.use("award_bounty", { ...at, number: 1, words: "" })).toMatch(/^refused/);
  expect(await lead.read("award_bounty", { ...at, number: 1, words: "Well found." })).toEqual({ number: 2 });
  const { items } = (await lead.read("read_ledger", { slug })) as {
    items: { id: string; kind: string; amount: number }[];
  };
  const awards = items.filter(({ kind }) => kind === "awarded");
  expect(awards.map(({ amount }) => amount).toSorted()).toEqual([500, 501]);
  const payment = { ...at, award: awards[0]?.id, reference: "Transfer of 3 December" };
  expect(await first.use("record_payment", payment)).toMatch(/^refused/);
  expect(await lead.use("record_payment", payment)).not.toMatch(/^refused/);
  expect(await lead.use("record_payment", payment)).toMatch(/marked as paid already/);
});

test("an agent deletes a draft of its person's by its title, and nothing that was open", async () => {
  const [sponsor, other] = [await createPerson(), await createPerson()];
  const { use, read } = await agentOf(sponsor);
  const content = { ...anyBounty(), title: "A draft of mine", judges: [sponsor.handle] };
  const { slug } = (await read("begin_bounty", content)) as { slug: string };
  const asked = { slug, confirm: content.title };
  const count = () => db().bounty.count({ where: { slug } });
  expect(await use("delete_draft_bounty", { slug })).toMatch(unconfirmed);
  expect(await use("delete_draft_bounty", { slug, confirm: "Another" })).toMatch(unconfirmed);
  expect(await (await agentOf(other)).use("delete_draft_bounty", asked)).toMatch(
    /^refused: There is no bounty/,
  );
  expect(await (await agentOf(sponsor, ["write"])).use("delete_draft_bounty", asked)).toMatch(
    /not allowed to publish/,
  );
  expect(await count()).toBe(1);
  expect(await use("delete_draft_bounty", asked)).not.toMatch(/^refused/);
  expect(await count()).toBe(0);
  const open = await openAnyBounty(sponsor);
  expect(await use("delete_draft_bounty", { slug: open.slug, confirm: anyBounty().title })).toMatch(
    /^refused: What was open is not deleted/,
  );
});

test("an agent watches a bounty, reads that its deadline was put later, and watches it no more", async () => {
  const [sponsor, watcher] = [await createPerson(), await createPerson()];
  const { slug } = await openAnyBounty(sponsor);
  const { use, read } = await agentOf(watcher, ["write"]);
  const told = async () =>
    ((await read("read_notifications", {})) as { items: { kind: string; path: string }[] }).items.map(
      ({ kind, path }) => [kind, path],
    );
  const postpone = (days: number) =>
    postponeBounty({ slug, sponsorId: sponsor.id, closesAt: new Date(Date.now() + days * 86_400_000) });
  expect(await (await agentOf(watcher, [])).use("watch_bounty", { slug })).toMatch(/not allowed to write/);
  expect(await use("watch_bounty", { slug: "no-such-bounty" })).toMatch(/^refused: There is no bounty/);
  for (const _ of [1, 2]) expect(await use("watch_bounty", { slug })).not.toMatch(/^refused/);
  await postpone(3);
  expect(await told()).toEqual([["postponed", `/bounties/${slug}`]]);
  expect(await use("unwatch_bounty", { slug })).not.toMatch(/^refused/);
  await postpone(4);
  expect(await told()).toHaveLength(1);
});
