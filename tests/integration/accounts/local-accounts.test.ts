import { describe, expect, test } from "vitest";
import { GET as getSessions } from "@/app/api/v1/me/sessions/route";
import { turnOf } from "@/lib/auth/hashing-turn";
import { hashPassword } from "@/lib/auth/password";
import { findKnownPlace, rememberPlace } from "@/lib/auth/place";
import { createSession, findSessionUser } from "@/lib/auth/session";
import { signInLocally } from "@/lib/auth/sign-in-locally";
import { db } from "@/lib/db/client";
import { changePassword } from "@/lib/people/change-password";
import { claimInvitation } from "@/lib/people/claim-invitation";
import { createAccount } from "@/lib/people/create-account";
import { endSession } from "@/lib/people/end-session";
import { ensureAdministratorInvitation } from "@/lib/people/ensure-administrator-invitation";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });
const password = "correct horse battery";
const address = "192.0.2.7";
const signIn = (handle: string, given: string, from = address, browser: string | null = null) =>
  signInLocally({ handle, password: given, address: from, browser });

describe("a local account", () => {
  test("signs in with its password only, whatever the handle's case, and the password is not stored", async () => {
    const { id } = await createAccount({ handle: "ada", password, address });
    expect(await signIn(" Ada ", password)).toEqual({ id });
    expect(await signIn("ada", `${password} `)).toBeNull();
    expect(await signIn("nobody", password)).toBeNull();
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id } });
    expect(passwordHash).toMatch(/^scrypt\$131072\$8\$1\$/);
    expect(passwordHash).not.toContain(password);
  });

  test("cannot take a handle that is taken, however many try at once", async () => {
    const tries = Array.from({ length: 4 }, () => createAccount({ handle: "same", password, address }));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of settled) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    }
  });

  test("is shut after ten wrong passwords from one address, and open from another", async () => {
    const { id } = await createAccount({ handle: "guessed", password, address });
    for (let n = 0; n < 10; n++) expect(await signIn("guessed", "wrong guess", "198.51.100.1")).toBeNull();
    await expect(signIn("guessed", password, "198.51.100.1")).rejects.toMatchObject({
      code: "too-many-requests",
    });
    expect(await signIn("guessed", password, "198.51.100.2")).toEqual({ id });
  });

  test("that is suspended signs in and stays signed in, as a member who is told why, whatever they were", async () => {
    const { id } = await createAccount({ handle: "gone", password, address });
    const secret = await createSession(id, null);
    expect(await findSessionUser(secret)).toMatchObject({ id, suspension: null });
    const until = new Date(Date.now() + 60_000);
    await db().user.update({
      where: { id },
      data: {
        role: "moderator",
        ...{ suspendedAt: new Date(), suspensionReason: "Spam.", suspendedUntil: until },
      },
    });
    expect(await signIn("gone", password)).toEqual({ id });
    const suspension = { reason: "Spam.", until };
    expect(await findSessionUser(secret)).toMatchObject({ id, role: "member", suspension });
  });

  test("changes its password only with the old one, which ends its other sessions", async () => {
    const { id } = await createAccount({ handle: "careful", password, address });
    const kept = await createSession(id, "this browser");
    const other = await createSession(id, "another browser");
    const sessionId = (await findSessionUser(kept))?.sessionId ?? "";
    const change = { userId: id, sessionId, address, next: "another long password" };
    await expect(changePassword({ ...change, current: "wrong" })).rejects.toMatchObject({
      code: "unprocessable",
    });
    const places = [
      { address, browser: null },
      { address: "192.0.2.8", browser: null },
    ] as const;
    for (const place of places) await rememberPlace(id, place);
    await expect(changePassword({ ...change, current: password, next: "careful2024" })).rejects.toMatchObject(
      {
        details: { fields: { next: expect.stringContaining("name") } },
      },
    );
    expect(await changePassword({ ...change, current: password })).toEqual({ endedSessions: 1 });
    expect(await Promise.all(places.map((place) => findKnownPlace(id, place)))).toEqual(["address", null]);
    expect(await findSessionUser(kept)).not.toBeNull();
    expect(await findSessionUser(other)).toBeNull();
    expect(await signIn("careful", "another long password")).toEqual({ id });
  });
});

describe("a session", () => {
  test("is stored hashed, expires, and cannot be ended by somebody else", async () => {
    const [owner, stranger] = [await createPerson(), await createPerson()];
    const secret = await createSession(owner.id, "a browser");
    const { sessionId } = (await findSessionUser(secret)) ?? { sessionId: "" };
    const row = await db().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(Buffer.from(row.secretHash).toString("base64url")).not.toBe(secret);
    await expect(endSession({ userId: stranger.id, sessionId })).rejects.toMatchObject({ code: "not-found" });
    await db().session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await findSessionUser(secret)).toBeNull();
  });

  test("that was ended opens nothing, though the browser still has its cookie", async () => {
    const person = await createPerson();
    const open = await call(getSessions, { person });
    expect(await open.json()).toMatchObject({ items: [{ current: true }] });
    await db().session.deleteMany({ where: { userId: person.id } });
    expect((await call(getSessions, { person })).status).toBe(401);
    expect((await call(getSessions, { headers: { cookie: "next-auth.session-token=made.up" } })).status).toBe(
      401,
    );
  });
});

describe("the administrator's invitation", () => {
  test("is one, with the same code at every start until it is claimed", async () => {
    const [first, second] = await Promise.all([
      ensureAdministratorInvitation(),
      ensureAdministratorInvitation(),
    ]);
    expect(first).toBe(second);
    expect(await db().invitation.count()).toBe(1);
    expect(JSON.stringify(await db().invitation.findMany())).not.toContain(first);
  });

  test("raises the one of two who claim it at once, and nobody after", async () => {
    const code = (await ensureAdministratorInvitation()) ?? "";
    const people = [await createPerson(), await createPerson()];
    const claims = await Promise.allSettled(
      people.map(({ id }) =>
        db().$transaction((tx) => claimInvitation(tx, { userId: id, code: code.toUpperCase() })),
      ),
    );
    expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().user.count({ where: { role: "administrator" } })).toBe(1);
    expect(await ensureAdministratorInvitation()).toBeNull();
    const late = createAccount({ handle: "late", password, code, address });
    await expect(late).rejects.toMatchObject({ code: "unprocessable" });
    expect(await db().user.count({ where: { handle: "late" } })).toBe(0);
  });

  test("never lowers a role", async () => {
    const administrator = await createPerson("administrator");
    const { invitationCodeHash } = await import("@/lib/auth/invitation-code");
    await db().invitation.create({ data: { role: "judge", codeHash: invitationCodeHash("judge-code") } });
    await db().$transaction((tx) => claimInvitation(tx, { userId: administrator.id, code: "judge-code" }));
    expect(await db().user.findUniqueOrThrow({ where: { id: administrator.id } })).toMatchObject({
      role: "administrator",
    });
  });
});

test("hashing passwords at once takes turns and gives each its own salt", async () => {
  const turn = turnOf(address, "sign-up");
  const hashes = await Promise.all([hashPassword(password, turn), hashPassword(password, turn)]);
  expect(new Set(hashes).size).toBe(2);
});
