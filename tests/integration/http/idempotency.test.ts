import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { POST as accounts } from "@/app/api/v1/accounts/route";
import { POST as collections, GET as list } from "@/app/api/v1/collections/route";
import { POST as keys } from "@/app/api/v1/me/keys/route";
import { db } from "@/lib/db/client";
import { housekeeping } from "@/workers/housekeeping";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

let person: Person;

beforeEach(async () => {
  person = await createPerson();
});

const path = "/api/v1/collections";
const create = (key: string, title: string, by: Person | null = person) =>
  call(collections, {
    ...{ method: "POST", path, person: by, body: { title, description: "", isPublic: false } },
    headers: { "idempotency-key": key },
  });
const countOf = (by: Person) => db().collection.count({ where: { ownerId: by.id } });

describe("an idempotency key", () => {
  test("has a change made once, and whoever asks again gets the first answer", async () => {
    const key = randomUUID();
    const first = await create(key, "Names");
    const again = await create(key, "Names");
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await again.json()).toEqual(await first.json());
    expect(await countOf(person)).toBe(1);
  });

  test("sent by thirty at once has a change made once, however they fall together", async () => {
    for (let round = 0; round < 5; round++) {
      const by = await createPerson();
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: 30 }, () => create(key, "At once", by)));
      const firsts = answers.filter(
        ({ status, headers }) => status === 201 && !headers.has("idempotency-replayed"),
      );
      expect(firsts).toHaveLength(1);
      for (const { status } of answers) expect([201, 409]).toContain(status);
      expect(await countOf(by)).toBe(1);
    }
  });

  test("is for one change: another body, or another address, is refused and changes nothing", async () => {
    const key = randomUUID();
    await create(key, "Names");
    const other = await create(key, "Other names");
    expect(other.status).toBe(422);
    expect((await other.json()).title).toContain("another change");
    expect(await countOf(person)).toBe(1);
  });

  test("of what was refused may be used again, since nothing was done", async () => {
    const key = randomUUID();
    expect((await create(key, "")).status).toBe(400);
    expect((await create(key, "Names")).status).toBe(201);
  });

  test("is one's own: another person's with the same letters is another", async () => {
    const key = randomUUID();
    const other = await createPerson();
    await create(key, "Names");
    const theirs = await create(key, "Names", other);
    expect(theirs.headers.get("idempotency-replayed")).toBeNull();
    expect(await countOf(other)).toBe(1);
  });

  test("of a change that was cut off says that nobody knows, and does not do it again", async () => {
    const key = randomUUID();
    await create(key, "Names");
    const unanswered = { status: null, headers: undefined, body: null };
    await db().idempotentRequest.updateMany({ where: { userId: person.id }, data: unanswered });
    expect((await create(key, "Names")).headers.get("retry-after")).toBe("1");
    const createdAt = new Date(Date.now() - 5 * 60_000);
    await db().idempotentRequest.updateMany({ where: { userId: person.id }, data: { createdAt } });
    const later = await create(key, "Names");
    expect(later.status).toBe(409);
    expect((await later.json()).title).toContain("not known");
    expect(await countOf(person)).toBe(1);
  });

  test("is forgotten after a day, and its row after two", async () => {
    const key = randomUUID();
    await create(key, "Names");
    const ago = (hours: number) => new Date(Date.now() - hours * 60 * 60_000);
    const age = (hours: number) =>
      db().idempotentRequest.updateMany({
        where: { userId: person.id },
        data: { createdAt: ago(hours) },
      });
    await age(23);
    expect((await create(key, "Names")).headers.get("idempotency-replayed")).toBe("true");
    await age(25);
    expect((await create(key, "Names")).headers.get("idempotency-replayed")).toBeNull();
    const rows = () => db().idempotentRequest.count({ where: { userId: person.id } });
    await housekeeping(new Date());
    expect(await rows()).toBe(1);
    await age(49);
    await housekeeping(new Date());
    expect(await rows()).toBe(0);
  });

  test.each(["", "two words", "k".repeat(256), "caf\u00e9"])("that is none (%j) is refused", async (key) => {
    expect((await create(key, "Names")).status).toBe(400);
    expect(await countOf(person)).toBe(0);
  });

  test("is for who is known, and for what answers no secret", async () => {
    expect((await create(randomUUID(), "Names", null)).status).toBe(401);
    const headers = { "idempotency-key": randomUUID() };
    const secret = await call(keys, {
      ...{ method: "POST", path: "/api/v1/me/keys", person, headers },
      body: { name: "mine", scopes: [] },
    });
    expect(secret.status).toBe(400);
    expect(await db().apiKey.count({ where: { userId: person.id } })).toBe(0);
    const account = await call(accounts, { method: "POST", path: "/api/v1/accounts", headers, body: {} });
    expect(account.status).toBe(400);
  });

  test("with what only reads is taken no notice of", async () => {
    const answer = await call(list, { path, headers: { "idempotency-key": "of no use" } });
    expect(answer.status).toBe(200);
  });
});
