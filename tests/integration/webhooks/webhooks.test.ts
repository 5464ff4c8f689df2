import { expect, test } from "vitest";
import { GET as deliveriesRoute } from "@/app/api/v1/webhooks/[id]/deliveries/route";
import { POST as resendingRoute } from "@/app/api/v1/webhooks/[id]/resending/route";
import { DELETE as deleteRoute, GET as getRoute, PUT as updateRoute } from "@/app/api/v1/webhooks/[id]/route";
import { POST as secretRoute } from "@/app/api/v1/webhooks/[id]/secret/route";
import { POST as testRoute } from "@/app/api/v1/webhooks/[id]/tests/route";
import { POST as createRoute, GET as listRoute } from "@/app/api/v1/webhooks/route";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { maxWebhooks } from "@/lib/webhooks/webhook-words";
import { draftBounty } from "../support/bounties";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const url = "https://example.org/told";
const create = (person: Person, body: unknown = { url }) =>
  call(createRoute, { method: "POST", person, body });

async function made(person: Person): Promise<{ id: string; secret: string }> {
  const answer = await (await create(person)).json();
  return { id: answer.made.id, secret: answer.secret };
}

test("a secret is told when it is made and never again", async () => {
  const person = await createPerson();
  const { id, secret } = await made(person);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const params = { id };
  const answers = [
    await call(getRoute, { params, person }),
    await call(listRoute, { person }),
    await call(deliveriesRoute, { params, person }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain("whsec_");
  }
  const renewed = await (await call(secretRoute, { method: "POST", params, person })).json();
  expect(renewed.secret).toMatch(/^whsec_/);
  expect(renewed.secret).not.toBe(secret);
});

test.each([
  [{ url: "http://example.org/" }, "url"],
  [{ url: "https://127.0.0.1/" }, "url"],
  [{ url: "https://localhost/" }, "url"],
  [{ url: "https://example.org:22/" }, "url"],
  [{ url: `https://example.org/${"ä".repeat(400)}` }, "url"],
  [{ url: 1 }, "url"],
  [{ url, scope: "everything" }, "scope"],
  [{ url, bounties: ["Not An Address"] }, "bounties"],
  [{ url, bounties: Array(51).fill("a") }, "bounties"],
  [{}, "url"],
])("%j is refused at its field, made or changed", async (body, field) => {
  const person = await createPerson();
  const refused = await create(person, body);
  expect(refused.status).toBe(400);
  expect(Object.keys((await refused.json()).fields)).toEqual([field]);
  const { id } = await made(person);
  const changed = { scope: "own", isOn: true, ...body };
  const answer = await call(updateRoute, { method: "PUT", params: { id }, person, body: changed });
  expect(answer.status).toBe(400);
  expect(await (await call(getRoute, { params: { id }, person })).json()).toMatchObject({ url });
});

test(`a person has ${maxWebhooks} at most, however many are asked for at once`, async () => {
  const person = await createPerson();
  const answers = await Promise.all(Array.from({ length: maxWebhooks + 3 }, () => create(person)));
  expect(answers.map(({ status }) => status).sort()).toEqual([
    ...Array(maxWebhooks).fill(201),
    ...Array(3).fill(409),
  ]);
  const walked: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await call(listRoute, { person, path: `/?limit=3${cursor && `&cursor=${cursor}`}` });
    const { items, nextCursor } = await page.json();
    walked.push(...items.map(({ id }: { id: string }) => id));
    cursor = nextCursor;
  }
  expect(new Set(walked).size).toBe(maxWebhooks);
  expect(walked).toEqual(walked.toSorted().reverse());
});

test("a key changes, tests and deletes what a browser made, and is never told a secret", async () => {
  const person = await createPerson();
  const { id } = await made(person);
  const { key } = await createApiKey({ userId: person.id, name: "A script", scopes: ["publish"], days: 7 });
  const headers = { authorization: `Bearer ${key}` };
  const asked = { headers, params: { id } };
  expect((await call(createRoute, { method: "POST", headers, body: { url } })).status).toBe(403);
  expect((await call(secretRoute, { ...asked, method: "POST" })).status).toBe(403);
  const moved = { url: "https://example.net:8443/", scope: "public", isOn: false };
  expect((await call(updateRoute, { ...asked, method: "PUT", body: moved })).status).toBe(204);
  const shown = await (await call(getRoute, asked)).json();
  expect(shown).toMatchObject({ url: moved.url, scope: "public", off: { why: "owner" } });
  expect((await call(testRoute, { ...asked, method: "POST" })).status).toBe(200);
  const list = await (await call(deliveriesRoute, asked)).json();
  expect(list.items).toMatchObject([{ type: "webhook.test", state: "waiting", bounty: null }]);
  const again = { ...asked, method: "POST", body: { delivery: list.items[0].id } };
  expect((await call(resendingRoute, again)).status).toBe(409);
  await call(updateRoute, { ...asked, method: "PUT", body: { ...moved, isOn: true } });
  expect(await (await call(resendingRoute, again)).json()).toEqual({ sending: 1 });
  const nothing = { ...again, body: { delivery: crypto.randomUUID() } };
  expect((await call(resendingRoute, nothing)).status).toBe(404);
  expect((await call(deleteRoute, { ...asked, method: "DELETE" })).status).toBe(204);
  expect((await call(getRoute, asked)).status).toBe(404);
});

test("with an account its webhooks go, and all that was sent to them", async () => {
  const person = await createPerson();
  const { id } = await made(person);
  await call(testRoute, { method: "POST", params: { id }, person });
  await deleteAccount({
    ...{ userId: person.id, handle: person.handle, password: null },
    ...{ withFindings: false, address: "192.0.2.1" },
  });
  expect(await db().webhook.count({ where: { id } })).toBe(0);
  expect(await db().webhookDelivery.count({ where: { webhookId: id } })).toBe(0);
});

test("bounties that one could not be told of are refused in a sentence, and what is left out stays", async () => {
  const [person, other] = [await createPerson(), await createPerson()];
  const [hidden, own] = [await draftBounty(other), await draftBounty(person)];
  for (const slug of [hidden, "there-is-none"]) {
    const refused = await create(person, { url, bounties: [own, slug] });
    expect([refused.status, (await refused.json()).fields]).toEqual([
      422,
      { bounties: `There is no bounty ${slug} that you could be told of.` },
    ]);
  }
  expect(await db().webhook.count({ where: { ownerId: person.id } })).toBe(0);
  const answer = await create(person, { url, bounties: [own, own] });
  const { id, bounties } = (await answer.json()).made;
  expect(bounties).toEqual([own]);
  const change = (body: object) =>
    call(updateRoute, {
      method: "PUT",
      params: { id },
      person,
      body: { url, scope: "own", isOn: true, ...body },
    });
  const standing = async () => (await (await call(getRoute, { params: { id }, person })).json()).bounties;
  expect((await change({})).status).toBe(204);
  expect(await standing()).toEqual([own]);
  expect((await change({ bounties: [hidden] })).status).toBe(422);
  expect(await standing()).toEqual([own]);
  expect((await change({ bounties: [] })).status).toBe(204);
  expect(await standing()).toEqual([]);
});
