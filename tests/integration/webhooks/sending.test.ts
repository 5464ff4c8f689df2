import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelBounty } from "@/lib/bounties/cancel-bounty";
import { openBounty } from "@/lib/bounties/open-bounty";
import { postponeBounty } from "@/lib/bounties/postpone-bounty";
import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { findNotifications } from "@/lib/notifications/find-notifications";
import { updateWebhook } from "@/lib/webhooks/change-webhook";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { findDeliveries } from "@/lib/webhooks/find-deliveries";
import { getWebhook } from "@/lib/webhooks/find-webhooks";
import { forgetWebhookEvents } from "@/lib/webhooks/hand-out";
import { sendAgain, sendFailedAgain, sendTest } from "@/lib/webhooks/send-again";
import { webhookSender } from "@/lib/webhooks/send-webhooks";
import { maxTries, type WebhookScope } from "@/lib/webhooks/webhook-words";
import { draftBounty, enterBounty, openAnyBounty } from "../support/bounties";
import { closeIn } from "../support/entries";
import { createPerson, type Person } from "../support/people";
import { type Receiver, startReceiver, withStatus } from "../support/receiver/start-receiver";
import { setUpSite } from "../support/site";

setUpSite({ model: false, env: { SITE_URL: "https://commons.example" } });

const hour = 3_600_000;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.respond(withStatus(204));
  // Of what other tests asked nothing is due any more.
  await db().webhook.deleteMany();
});
afterAll(() => receiver.stop());

/** What workers do, several at once, so many hours from now. */
async function workersIn(hours: number): Promise<void> {
  const now = new Date((await databaseTime()).getTime() + hours * hour);
  const senders = Array.from({ length: 3 }, () => webhookSender({ post: receiver.post }));
  await Promise.all(senders.map(({ round }) => round(now)));
  await Promise.all(senders.map(({ settled }) => settled()));
}

async function webhookOf(owner: Person, scope: WebhookScope = "own", bounties: string[] = []) {
  const { secret, made } = await createWebhook({ ownerId: owner.id, url: receiver.url, scope, bounties });
  return { secret, own: { id: made.id, ownerId: owner.id } };
}

const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const types = () => bodies().map(({ type }) => type);
const deliveriesOf = async (own: { id: string; ownerId: string }) => (await findDeliveries(own)).items;
const later = () => new Date(Date.now() + 48 * hour);

test("what becomes of a bounty is told once each, signed so that the scheme's own library verifies it", async () => {
  const sponsor = await createPerson();
  const { secret } = await webhookOf(sponsor);
  const { id, slug } = await openAnyBounty(sponsor);
  await postponeBounty({ slug, sponsorId: sponsor.id, closesAt: later() });
  await workersIn(0);
  await workersIn(0.01);
  expect(types().sort()).toEqual(["bounty.opened", "bounty.postponed"]);
  await cancelBounty({ slug, sponsorId: sponsor.id, reason: "It was asked before." });
  await workersIn(0.02);
  expect(types()).toHaveLength(3);
  for (const { headers, body } of receiver.received)
    expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
  const [first] = receiver.received;
  expect(() => new Verifier(secret).verify(`${first?.body} `, first?.headers ?? {})).toThrow();
  expect(bodies().at(-1)).toMatchObject({
    type: "bounty.cancelled",
    data: {
      bounty: { slug, url: `https://commons.example/bounties/${slug}` },
      details: { reason: "It was asked before." },
    },
  });
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
  expect(await db().webhookEvent.count({ where: { bountyId: id } })).toBe(3);
});

test("a kind of event that a later release has goes out as well", async () => {
  const sponsor = await createPerson();
  await webhookOf(sponsor);
  const { id: bountyId } = await openAnyBounty(sponsor);
  await db().bountyEvent.create({ data: { bountyId, kind: "annulled", data: { note: "A name." } } });
  await workersIn(0);
  expect(types().sort()).toEqual(["bounty.annulled", "bounty.opened"]);
});

test("an entry is told as a hash and a moment: neither whose, nor which, nor what", async () => {
  const [sponsor, entrant] = [await createPerson(), await createPerson()];
  await webhookOf(sponsor);
  const { id: bountyId } = await openAnyBounty(sponsor);
  const entryId = await enterBounty(bountyId, { entrantId: entrant.id });
  await workersIn(0);
  const version = await db().entryVersion.findFirstOrThrow({ where: { entryId } });
  const told = bodies().find(({ type }) => type === "bounty.entered");
  expect(told.data.details).toEqual({
    hash: version.contentHash,
    committedAt: version.committedAt.toISOString(),
  });
  for (const { body, headers } of receiver.received)
    for (const sealed of [entrant.id, entrant.handle, entryId])
      expect(body + JSON.stringify(headers)).not.toContain(sealed);
});

test("that a bounty has closed is told once, and not of one that was cancelled before", async () => {
  const sponsor = await createPerson();
  const [closing, cancelled] = [await openAnyBounty(sponsor), await openAnyBounty(sponsor)];
  await webhookOf(sponsor);
  await cancelBounty({ slug: cancelled.slug, sponsorId: sponsor.id, reason: "It was asked before." });
  for (const { id } of [closing, cancelled]) await closeIn(id, 30);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await workersIn(0);
  await workersIn(0.01);
  const closed = bodies().filter(({ type }) => type === "bounty.closed");
  expect(closed.map(({ data }) => data.bounty.slug)).toEqual([closing.slug]);
  await forgetWebhookEvents(new Date(Date.now() + 30 * 24 * hour));
  expect(await db().webhookEvent.count({ where: { bountyId: closing.id, kind: "closed" } })).toBe(1);
});

test("one's own bounties are told to their sponsor, all public ones to whoever asks, and hidden ones to nobody else", async () => {
  const [sponsor, other, suspended] = [await createPerson(), await createPerson(), await createPerson()];
  const own = await webhookOf(sponsor);
  const theirs = await webhookOf(other);
  const every = await webhookOf(other, "public");
  const nobodys = await webhookOf(suspended, "public");
  const moderator = await createPerson("moderator");
  await suspendPerson({ actorId: moderator.id, personId: suspended.id, reason: "Spam.", until: null });
  const { id } = await openAnyBounty(sponsor);
  await workersIn(0);
  const counts = async () =>
    Promise.all([own, theirs, every, nobodys].map(async (each) => (await deliveriesOf(each.own)).length));
  expect(await counts()).toEqual([1, 0, 1, 0]);
  await db().bounty.update({ where: { id }, data: { hiddenAt: new Date() } });
  await db().bountyEvent.create({ data: { bountyId: id, kind: "changed" } });
  await workersIn(0);
  expect(await counts()).toEqual([2, 0, 1, 0]);
  // What was told before is not told again by now.
  const [told] = await deliveriesOf(every.own);
  expect(told?.bounty).toBeNull();
  await sendAgain({ ...every.own, deliveryId: told?.id ?? "" });
  receiver.received.length = 0;
  await workersIn(0.01);
  expect(receiver.received).toEqual([]);
  expect(await deliveriesOf(every.own)).toMatchObject([{ state: "failed", trouble: "hidden" }]);
});

describe("what is not taken", () => {
  test("is tried again after pauses, with the same id, until it is; what was answered is kept without secrets", async () => {
    const sponsor = await createPerson();
    const { own, secret } = await webhookOf(sponsor);
    receiver.respond(withStatus(503, `Down.\u202e \0 ${secret} ${"é".repeat(2_000)}`));
    await openAnyBounty(sponsor);
    await workersIn(0);
    const [failed] = await deliveriesOf(own);
    expect(failed).toMatchObject({ state: "waiting", status: 503, attempts: 1, type: "bounty.opened" });
    expect(failed?.answer).toMatch(/^Down\.\s+whsec_… é+/);
    expect(failed?.answer.length).toBeLessThanOrEqual(500);
    expect(await getWebhook(own)).toMatchObject({ failures: 1, off: null });
    await workersIn(0);
    expect(receiver.received).toHaveLength(1);
    receiver.respond(withStatus(200, "Thanks."));
    await workersIn(0.01);
    expect(await deliveriesOf(own)).toMatchObject([
      { state: "delivered", status: 200, answer: "Thanks.", attempts: 2 },
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await getWebhook(own)).toMatchObject({ failures: 0, failingSince: null });
  });

  test("is given up after so many tries, and sent again where its owner asks", async () => {
    const sponsor = await createPerson();
    const { own } = await webhookOf(sponsor);
    receiver.respond(withStatus(500));
    await openAnyBounty(sponsor);
    for (let n = 0; n < maxTries + 3; n++) await workersIn(n * 13);
    expect(receiver.received).toHaveLength(maxTries);
    const [given] = await deliveriesOf(own);
    expect(given).toMatchObject({ state: "failed", attempts: maxTries, nextTryAt: null });
    receiver.respond(withStatus(204));
    expect(await sendFailedAgain(own)).toEqual({ sending: 1 });
    expect(await sendFailedAgain(own)).toEqual({ sending: 0 });
    await workersIn(0.01);
    expect(await deliveriesOf(own)).toMatchObject([{ state: "delivered", attempts: 1 }]);
  });

  test("for days turns a webhook off, of which its owner is told; from then on it is kept and not sent", async () => {
    const sponsor = await createPerson();
    const { own } = await webhookOf(sponsor);
    receiver.respond(withStatus(500));
    const { id: bountyId } = await openAnyBounty(sponsor);
    for (let n = 0; n < 2; n++) await db().bountyEvent.create({ data: { bountyId, kind: "changed" } });
    for (let n = 0; n < maxTries; n++) await workersIn(n * 13);
    const { off, failures } = await getWebhook(own);
    expect(off?.why).toBe("failing");
    expect(failures).toBeGreaterThanOrEqual(20);
    const told = await findNotifications({ memberId: sponsor.id });
    expect(told.items).toMatchObject([
      { kind: "webhook", title: "hooks.test", path: `/settings/webhooks/${own.id}` },
    ]);
    receiver.received.length = 0;
    await db().bountyEvent.create({ data: { bountyId, kind: "changed" } });
    await workersIn(200);
    expect(receiver.received).toEqual([]);
    const [newest] = await deliveriesOf(own);
    expect(newest).toMatchObject({ state: "failed", attempts: 0 });
    await expect(sendFailedAgain(own)).rejects.toMatchObject({ code: "conflict" });
  });

  test("for an hour, however often, turns nothing off", async () => {
    const sponsor = await createPerson();
    const { own } = await webhookOf(sponsor);
    receiver.respond(withStatus(500));
    const { id: bountyId } = await openAnyBounty(sponsor);
    for (let n = 0; n < 25; n++) await db().bountyEvent.create({ data: { bountyId, kind: "changed" } });
    await workersIn(0);
    const { failures, off } = await getWebhook(own);
    expect(off).toBeNull();
    // On a slow machine the first is due again before the last was sent.
    expect(failures).toBeGreaterThanOrEqual(26);
  });

  test("and gone for good turns it off at once", async () => {
    const sponsor = await createPerson();
    const { own } = await webhookOf(sponsor);
    receiver.respond(withStatus(410));
    await openAnyBounty(sponsor);
    await workersIn(0);
    expect((await getWebhook(own)).off?.why).toBe("gone");
  });
});

test("a test is sent once, also to one that is off, and counts for nothing", async () => {
  const owner = await createPerson();
  const { own } = await webhookOf(owner);
  await db().webhook.update({ where: { id: own.id }, data: { offAt: new Date(), offReason: "owner" } });
  receiver.respond(withStatus(500));
  await sendTest(own);
  for (const hours of [0, 13, 26]) await workersIn(hours);
  expect(types()).toEqual(["webhook.test"]);
  expect(await getWebhook(own)).toMatchObject({ failures: 0 });
  expect(await deliveriesOf(own)).toMatchObject([{ state: "failed", status: 500, bounty: null }]);
});

test("a slow receiver holds up its owner's messages and nobody else's", async () => {
  const [slow, other] = [await createPerson(), await createPerson()];
  const slowOnes = await webhookOf(slow);
  await webhookOf(other);
  receiver.respond(() => {});
  for (let n = 0; n < 5; n++) await sendTest(slowOnes.own);
  const sender = webhookSender({ post: receiver.post });
  await sender.round(await databaseTime());
  await expect.poll(types).toEqual(["webhook.test"]);
  receiver.respond(withStatus(204));
  await openAnyBounty(other);
  await sender.round(await databaseTime());
  await expect.poll(types).toContain("bounty.opened");
  expect(types().filter((type) => type === "webhook.test").length).toBeLessThan(5);
  await sender.stop();
});

test("where the installation's secret has changed, nothing is signed with another, and the owner is told", async () => {
  const owner = await createPerson();
  const { own } = await webhookOf(owner);
  const row = await db().webhook.findUniqueOrThrow({ where: { id: own.id } });
  expect(Buffer.from(row.secret).includes("whsec_")).toBe(false);
  const secret = new Uint8Array(row.secret);
  secret[20] = (secret[20] ?? 0) ^ 1;
  await db().webhook.update({ where: { id: own.id }, data: { secret } });
  await openAnyBounty(owner);
  await workersIn(0);
  expect(receiver.received).toEqual([]);
  expect((await getWebhook(own)).off?.why).toBe("secret");
});

test("where nobody has a webhook, nothing is written down for one", async () => {
  const { id } = await openAnyBounty(await createPerson());
  expect(await db().webhookEvent.count({ where: { bountyId: id } })).toBe(0);
});

test("a webhook that names bounties is told of these alone, as far as its scope goes", async () => {
  const [sponsor, reader] = [await createPerson(), await createPerson()];
  const [first, second, drafted] = [
    await openAnyBounty(sponsor),
    await openAnyBounty(sponsor),
    await draftBounty(sponsor),
  ];
  await webhookOf(reader, "public", [second.slug, second.slug]);
  // Somebody else's bounty is none of one's own, whatever is named.
  await webhookOf(reader, "own", [second.slug]);
  const { own } = await webhookOf(sponsor, "own", [first.slug, drafted]);
  for (const { slug } of [first, second])
    await postponeBounty({ slug, sponsorId: sponsor.id, closesAt: later() });
  await openBounty({ slug: drafted, sponsorId: sponsor.id, revision: 1 });
  await workersIn(0.01);
  const told = () => bodies().map(({ type, data }) => `${type} ${data.bounty.slug}`);
  expect(told().toSorted()).toEqual(
    [`bounty.opened ${drafted}`, ...[first, second].map(({ slug }) => `bounty.postponed ${slug}`)].toSorted(),
  );
  // Of all again.
  receiver.received.length = 0;
  await updateWebhook({ ...own, url: receiver.url, scope: "own", isOn: true, bounties: [] });
  await cancelBounty({ slug: first.slug, sponsorId: sponsor.id, reason: "It was asked before." });
  await workersIn(0.02);
  expect(told()).toEqual([`bounty.cancelled ${first.slug}`]);
});
