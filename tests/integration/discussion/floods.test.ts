import { expect, test } from "vitest";
import { PUT as reviseRoute } from "@/app/api/v1/comments/[id]/route";
import { POST as sayRoute } from "@/app/api/v1/conversations/[id]/comments/route";
import { db } from "@/lib/db/client";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { beginConversation } from "../support/discussion";
import { sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { NEW_ACCOUNT_DAYS: "2", NEW_ACCOUNT_COMMENTS_PER_DAY: "4", SAME_COMMENT_PER_HOUR: "2" } });

const say = (person: Person, id: string, body: string, headers = {}) =>
  call(sayRoute, { method: "POST", person, params: { id }, body: { body }, headers });

async function createOld(): Promise<Person> {
  const person = await createPerson();
  const createdAt = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  await db().user.update({ where: { id: person.id }, data: { createdAt } });
  return person;
}

test("a new account writes as many comments a day as it may, however many at once, and no links; an older one goes on", async () => {
  const [person, old] = [await createPerson(), await createOld()];
  const { id } = await beginConversation(old.id);
  for (const body of [
    "See https://spam.example",
    "[here](//spam.example)",
    "www.spam.example",
    "[here](https&colon;//spam.example)",
    "[here][1]\n\n[1]: //spam.example",
    "[here](mailto:spam@spam.example)",
    "https:\\/\\/spam.example",
  ]) {
    const refused = await say(person, id, body);
    expect(refused.status, body).toBe(422);
    expect((await refused.json()).fields.body).toContain("new");
  }
  const { comment: own } = await beginConversation(person.id, "See [there](/features), first.");
  const anew = { body: "[there](http:spam.example)", revision: 1 };
  const revised = await call(reviseRoute, { method: "PUT", person, params: { id: own }, body: anew });
  expect(revised.status).toBe(422);
  const about = featureSubject(await sideOfFeature(690));
  const begun = {
    about,
    labelId: null,
    authorId: person.id,
    byProgram: false,
    body: "![x](\\//spam.example)",
  };
  await expect(startConversation(begun)).rejects.toMatchObject({ code: "unprocessable" });
  const tried = await Promise.all(Array.from({ length: 9 }, (_, n) => say(person, id, `I think ${n}.`)));
  expect(tried.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(tried.filter(({ status }) => status === 429)).toHaveLength(6);
  expect((await say(old, id, "See https://example.org")).status).toBe(201);
});

test("the same words are said a few times an hour, in whatever conversations and however many at once", async () => {
  const old = await createOld();
  const places = await Promise.all(
    Array.from({ length: 6 }, () => beginConversation(old.id, crypto.randomUUID())),
  );
  const tried = await Promise.all(places.map(({ id }) => say(old, id, "Come to my site.")));
  expect(tried.filter(({ status }) => status === 201)).toHaveLength(2);
  const refused = tried.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3_000);
  expect((await say(await createOld(), places[0]?.id ?? "", "Come to my site.")).status).toBe(201);
});

test("the same words are as few when one's comments are reworded to them, and a comment may be saved as it was", async () => {
  const old = await createOld();
  const { id, comment } = await beginConversation(old.id, crypto.randomUUID());
  const others = [await say(old, id, "One."), await say(old, id, "Two.")];
  const ids = [comment, ...(await Promise.all(others.map((each) => each.json()))).map((each) => each.id)];
  const reword = async (of: string, body: string, revision: number) =>
    (await call(reviseRoute, { method: "PUT", person: old, params: { id: of }, body: { body, revision } }))
      .status;
  const statuses = [];
  for (const each of ids) statuses.push(await reword(each, "Come to my site.", 1));
  expect(statuses).toEqual([200, 200, 429]);
  expect(await reword(ids[0], "Come to my site.", 2)).toBe(200);
});

test("a comment that is sent again after its answer was lost is one comment", async () => {
  const old = await createOld();
  const { id } = await beginConversation(old.id);
  const once = { "idempotency-key": crypto.randomUUID() };
  const answers = [await say(old, id, "Once.", once), await say(old, id, "Once.", once)];
  const [first, again] = await Promise.all(answers.map((answer) => answer.json()));
  expect(again).toEqual(first);
  expect(await db().comment.count({ where: { conversationId: id, body: "Once." } })).toBe(1);
});
