import { afterAll, describe, expect, test } from "vitest";
import { PUT as digestRoute } from "@/app/api/v1/me/digest/route";
import { GET as openRoute, POST as unsubscribeRoute } from "@/app/api/v1/unsubscriptions/route";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { makeDigests } from "@/lib/digests/make-digests";
import { sendDigests } from "@/lib/digests/send-digests";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { setRead } from "@/lib/notifications/find-notifications";
import { beginConversation, say } from "../support/discussion";
import { startMailServer } from "../support/mail-server";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

const server = await startMailServer();
setUpSite({
  env: {
    EMAIL_SERVER: `smtp://commons:hush-password@127.0.0.1:${server.port}`,
    EMAIL_FROM: "Circuit Commons <commons@example.org>",
    SITE_URL: "https://commons.example",
  },
});
afterAll(() => server.stop());

const dayMillis = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * dayMillis);
/** As several workers do at once. */
async function workersAt(now: Date): Promise<void> {
  await Promise.all(Array.from({ length: 4 }, () => makeDigests(now)));
  await Promise.all(Array.from({ length: 4 }, () => sendDigests(now)));
}
const mailsTo = ({ handle }: Person) =>
  server.mails.filter((mail) => mail.includes(`To: ${handle}@example.org`));
/** Lines of a mail are cut at some 76 characters, with a mark at the end of each that goes on. */
const plain = (mail = "") => mail.replaceAll("=\r\n", "").replaceAll("=3D", "=").replaceAll("\r\n ", "");

async function createReader(every: string): Promise<Person> {
  const person = await createPerson();
  const email = `${person.handle}@example.org`;
  await db().user.update({ where: { id: person.id }, data: { email, emailVerified: new Date() } });
  expect((await call(digestRoute, { method: "PUT", person, body: { every } })).status).toBe(204);
  return person;
}

async function tellOf(reader: Person, text: string) {
  const other = await createPerson();
  const begun = await beginConversation(reader.id, `About ${text}`);
  await say(begun.id, other.id, text);
  return { ...begun, other };
}

describe("a digest", () => {
  test("is sent once of what is not read, a day or a week after it was asked for, however many workers there are", async () => {
    const [daily, weekly] = [await createReader("daily"), await createReader("weekly")];
    const { id, about } = await tellOf(daily, "One thing.");
    await tellOf(weekly, "Another.");
    await workersAt(inDays(0));
    expect([mailsTo(daily), mailsTo(weekly)]).toEqual([[], []]);
    await workersAt(inDays(1.1));
    expect([mailsTo(daily).length, mailsTo(weekly).length]).toEqual([1, 0]);
    const mail = plain(mailsTo(daily)[0]);
    expect(mail).toContain("Subject: 1 thing you have not read on Circuit Commons");
    expect(mail).toContain("From: Circuit Commons <commons@example.org>");
    expect(mail).toContain(`https://commons.example/conversations/${id}?at=`);
    expect(mail).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(about.kind).toBe("feature");
    // Nothing of it again, and nothing where there is nothing new.
    await workersAt(inDays(2.2));
    expect(mailsTo(daily)).toHaveLength(1);
    await workersAt(inDays(7.1));
    expect([mailsTo(daily).length, mailsTo(weekly).length]).toEqual([1, 1]);
  });

  test("is of nothing that was read, is hidden, or of who is not known to have the address", async () => {
    const [read, hidden, unknown] = [
      await createReader("daily"),
      await createReader("daily"),
      await createPerson(),
    ];
    await tellOf(read, "Seen.");
    const [seen] = await db().notification.findMany({ where: { memberId: read.id } });
    await setRead(read.id, seen?.id ?? "", true);
    const { other } = await tellOf(hidden, "Buy this.");
    const moderator = await createPerson("moderator");
    await suspendPerson({ actorId: moderator.id, personId: other.id, reason: "Spam.", until: null });
    await db().user.update({ where: { id: unknown.id }, data: { email: `${unknown.handle}@example.org` } });
    expect(
      (await call(digestRoute, { method: "PUT", person: unknown, body: { every: "daily" } })).status,
    ).toBe(409);
    await workersAt(inDays(1.1));
    for (const person of [read, hidden, unknown]) expect(mailsTo(person)).toEqual([]);
  });

  test("that the server does not take is tried again after longer and longer, and is sent once it does", async () => {
    const person = await createReader("daily");
    await tellOf(person, "Patience.");
    server.refuse("Come back later.");
    const due = inDays(1.1);
    await workersAt(due);
    const { attempts, nextTryAt } = await db().digest.findFirstOrThrow({ where: { memberId: person.id } });
    expect(attempts).toBe(1);
    // From when it was refused, which is later than when the round began.
    expect(nextTryAt?.getTime()).toBeGreaterThan(due.getTime() + 5 * 60_000);
    expect(nextTryAt?.getTime()).toBeLessThan(due.getTime() + 6 * 60_000);
    const [{ secretHash } = { secretHash: null }] = await db().digest.findMany({
      where: { memberId: person.id },
    });
    await workersAt(due);
    expect((await db().digest.findFirstOrThrow({ where: { memberId: person.id } })).attempts).toBe(1);
    await workersAt(new Date(due.getTime() + 6 * 60_000));
    const again = await db().digest.findFirstOrThrow({ where: { memberId: person.id } });
    expect(again.nextTryAt?.getTime()).toBeGreaterThan(due.getTime() + 16 * 60_000);
    expect(again.nextTryAt?.getTime()).toBeLessThan(due.getTime() + 17 * 60_000);
    // What seemed not to be taken may have come: its link is the same.
    expect(again.secretHash).toEqual(secretHash);
    expect(secretHash).not.toBeNull();
    server.refuse(null);
    await workersAt(new Date(due.getTime() + 17 * 60_000));
    expect(mailsTo(person)).toHaveLength(1);
    expect(await db().digest.count({ where: { memberId: person.id, sentAt: { not: null } } })).toBe(1);
  });

  test("is of what came since it was asked for, also by who had asked for none in between", async () => {
    const person = await createReader("never");
    await tellOf(person, "Long ago.");
    const every = async (rhythm: string) =>
      expect((await call(digestRoute, { method: "PUT", person, body: { every: rhythm } })).status).toBe(204);
    await every("daily");
    await workersAt(inDays(1.1));
    expect(mailsTo(person)).toEqual([]);
    await every("never");
    await tellOf(person, "Meanwhile.");
    await every("daily");
    await tellOf(person, "Since then.");
    await workersAt(inDays(2.2));
    expect(mailsTo(person).map(plain)).toEqual([expect.stringContaining("Subject: 1 thing")]);
  });

  test("holds others' words on one line each, with no address in them to lead to", async () => {
    const person = await createReader("daily");
    const titles = ["Cheap\u0085\u202ehttps://spam.example\nand WWW.spam.example", " \u2066 "];
    for (const title of titles) {
      const { id } = await tellOf(person, "Look.");
      await db().notification.updateMany({
        where: { memberId: person.id, path: { startsWith: `/conversations/${id}` } },
        data: { title },
      });
    }
    await workersAt(inDays(1.1));
    const mail = plain(mailsTo(person)[0]);
    expect(mail).toContain("Cheap https: //spam.example and www .spam.example");
    expect(mail).not.toMatch(/https:\/\/spam|www\.spam/i);
    expect(mail).toContain("a finding");
  });

  test("is ended by its link, which is a secret that the database does not hold, and by no other", async () => {
    const person = await createReader("daily");
    await tellOf(person, "Enough.");
    await workersAt(inDays(1.1));
    const mail = plain(mailsTo(person)[0]);
    const [, secret = ""] =
      /List-Unsubscribe:\s*<https:\/\/commons\.example\/api\/v1\/unsubscriptions\?secret=([\w-]+)>/.exec(
        mail,
      ) ?? [];
    expect(secret.length).toBeGreaterThan(40);
    expect(mail).toContain(`https://commons.example/unsubscribe?secret=${secret}`);
    const { rows } = await pool().query('select to_jsonb(d)::text as row from "Digest" d');
    expect(JSON.stringify(rows)).not.toContain(secret);
    // Some mail programs open what they should press: that leads to the page with the button, and ends nothing.
    const opened = await call(openRoute, { path: `/?secret=${secret}` });
    expect([opened.status, opened.headers.get("location")]).toEqual([303, `/unsubscribe?secret=${secret}`]);
    expect((await call(openRoute)).status).toBe(400);
    const press = (value: string) => call(unsubscribeRoute, { method: "POST", path: `/?secret=${value}` });
    expect((await press(`${secret}x`)).status).toBe(404);
    expect((await db().user.findUniqueOrThrow({ where: { id: person.id } })).digestEvery).toBe("daily");
    expect((await press(secret)).status).toBe(204);
    expect((await press(secret)).status).toBe(204);
    await tellOf(person, "More.");
    await workersAt(inDays(2.2));
    expect(mailsTo(person)).toHaveLength(1);
  });
});
