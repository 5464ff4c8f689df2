import { expect, test } from "vitest";
import { PUT as answerRoute } from "@/app/api/v1/wanted/[id]/bounty/route";
import { DELETE as takeBackRoute } from "@/app/api/v1/wanted/[id]/route";
import { DELETE as unvoteRoute, PUT as voteRoute } from "@/app/api/v1/wanted/[id]/vote/route";
import { POST as askRoute, GET as listRoute } from "@/app/api/v1/wanted/route";
import { openBounty } from "@/lib/bounties/open-bounty";
import { hideWork, showWork } from "@/lib/moderation/hide-work";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { draftBounty, openAnyBounty } from "../support/bounties";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const post = (person: Person, body: unknown) => call(askRoute, { method: "POST", person, body });
const ask = async (person: Person, text: string): Promise<string> =>
  (await (await post(person, { text })).json()).id;
const vote = (id: string, person: Person) => call(voteRoute, { method: "PUT", params: { id }, person });
const unvote = (id: string, person: Person) =>
  call(unvoteRoute, { method: "DELETE", params: { id }, person });

async function list(query = "", person: Person | null = null) {
  const page = await (await call(listRoute, { path: `/?limit=100&${query}`, person })).json();
  return page.items as {
    id: string;
    votes: number;
    hasVoted: boolean;
    isOwn: boolean;
    bounty: { slug: string } | null;
  }[];
}
const found = async (id: string, person: Person | null = null) =>
  (await list("", person)).find((each) => each.id === id);

test("what more want stands first, each member counts once however often they press, and a vote is taken back", async () => {
  const [asker, ...others] = [await createPerson(), await createPerson(), await createPerson()];
  const [few, many] = [await ask(asker, "How it closes brackets"), await ask(asker, "How it counts to ten")];
  await vote(few, others[0] ?? asker);
  await Promise.all([...others, asker, ...others].map((person) => vote(many, person)));
  const walked: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await (
      await call(listRoute, { path: `/?limit=1${cursor && `&cursor=${cursor}`}`, person: asker })
    ).json();
    walked.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual([many, few]);
  expect(await found(many, asker)).toMatchObject({ votes: 3, hasVoted: true, isOwn: true });
  expect(await found(many)).toMatchObject({ votes: 3, hasVoted: false, isOwn: false });
  for (const person of [...others, ...others]) expect((await unvote(many, person)).status).toBe(204);
  expect(await found(many)).toMatchObject({ votes: 1 });
  expect((await vote(crypto.randomUUID(), asker)).status).toBe(404);
});

test("a search finds what has all its words, whatever they are", async () => {
  const asker = await createPerson();
  const made = await (
    await post(asker, { text: "Why the verb agrees", pattern: "The keys to the cabinet" })
  ).json();
  expect((await list("q=verb+cabinet")).map(({ id }) => id)).toEqual([made.id]);
  expect(await list("q=verb+nothing")).toEqual([]);
  for (const q of ["%27", "%25", "a%20%26%20!", "%3A*", "x".repeat(200)])
    expect((await call(listRoute, { path: `/?q=${q}` })).status).toBe(200);
  for (const bad of ["cursor=1", "cursor=1_x", `cursor=1_${"-".repeat(36)}`, `q=${"x".repeat(201)}`])
    expect((await call(listRoute, { path: `/?${bad}` })).status).toBe(400);
});

test("a feature is one that is here, by the address of its page in any form", async () => {
  const asker = await createPerson();
  const text = "What this one reads";
  for (const feature of [
    "/features/storybook-4l/attn/1/99999",
    "/features/nobody/attn/1/5",
    "/features/%/attn/1/5",
    "attn.1.5",
    "javascript:alert(1)",
    "//elsewhere.example/features/storybook-4l/attn/1/5x",
  ]) {
    const refused = await post(asker, { text, feature });
    expect([refused.status, Object.keys((await refused.json()).fields)]).toEqual([422, ["feature"]]);
  }
  for (const body of [
    {},
    { text: "short" },
    { text: "x".repeat(301) },
    { text: "See https://spam.example now" },
  ])
    expect((await post(asker, body)).status).toBe(400);
  const path = "/features/storybook-4l/attn/1/5";
  for (const feature of [path, `https://commons.example${path}?band=3#part`]) {
    const made = await (await post(asker, { text, feature })).json();
    expect(await found(made.id)).toMatchObject({ feature: path });
  }
});

test("a member asks for ten things a day", async () => {
  const asker = await createPerson();
  for (let n = 0; n < 10; n++) expect((await post(asker, { text: `Wish number ${n}` })).status).toBe(201);
  expect((await post(asker, { text: "One wish more" })).status).toBe(429);
});

test("what is hidden, taken back or of who is suspended stands nowhere, and the suspended's votes do not count", async () => {
  const [asker, voter, moderator] = [
    await createPerson(),
    await createPerson(),
    await createPerson("moderator"),
  ];
  const id = await ask(asker, "How names are moved");
  await vote(id, voter);
  const act = { actorId: moderator.id, subject: { kind: "wanted" as const, id }, reason: "It is an advert." };
  await hideWork(act);
  expect(await found(id, asker)).toBeUndefined();
  expect((await vote(id, moderator)).status).toBe(404);
  await showWork(act);
  expect(await found(id)).toMatchObject({ votes: 2 });
  const suspend = (personId: string) =>
    suspendPerson({ actorId: moderator.id, personId, reason: "Spam.", until: null });
  await suspend(voter.id);
  expect(await found(id)).toMatchObject({ votes: 1 });
  await liftSuspension({ actorId: moderator.id, personId: voter.id, reason: "A mistake." });
  expect(await found(id)).toMatchObject({ votes: 2 });
  await suspend(asker.id);
  expect(await found(id)).toBeUndefined();
  await liftSuspension({ actorId: moderator.id, personId: asker.id, reason: "A mistake." });
  const takeBack = (person: Person) => call(takeBackRoute, { method: "DELETE", params: { id }, person });
  expect((await takeBack(voter)).status).toBe(404);
  expect((await takeBack(asker)).status).toBe(204);
  expect((await takeBack(asker)).status).toBe(404);
  expect(await found(id)).toBeUndefined();
});

test("a bounty that is begun of one is linked by its sponsor alone, and shown once it is open", async () => {
  const [asker, sponsor, other] = [await createPerson(), await createPerson(), await createPerson()];
  const id = await ask(asker, "How it finds the subject");
  const slug = await draftBounty(sponsor);
  const answer = (person: Person, body: object) =>
    call(answerRoute, { method: "PUT", params: { id }, person, body });
  expect((await answer(other, { slug })).status).toBe(404);
  expect((await answer(sponsor, { slug })).status).toBe(204);
  expect((await found(id))?.bounty).toBeNull();
  await openBounty({ slug, sponsorId: sponsor.id, revision: 1 });
  expect(await found(id)).toMatchObject({ bounty: { slug } });
  const another = await openAnyBounty(other);
  expect((await answer(other, { slug: another.slug })).status).toBe(409);
});
