import { describe, expect, test } from "vitest";
import { authAdapter } from "@/lib/auth/adapter";
import { invitationCodeHash } from "@/lib/auth/invitation-code";
import { db } from "@/lib/db/client";
import { changePassword } from "@/lib/people/change-password";
import { claimInvitation } from "@/lib/people/claim-invitation";
import { createAccount } from "@/lib/people/create-account";
import { ensureAdministratorInvitation } from "@/lib/people/ensure-administrator-invitation";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const rounds = Array.from({ length: 200 }, (_, round) => round);
/** The same thing done several times at the same moment. */
const atOnce = <Result>(times: number, act: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, act));

describe("at the same moment", () => {
  test("several starts make one administrator's invitation and print the same code", async () => {
    for (const _ of rounds) {
      await db().invitation.deleteMany();
      const codes = await atOnce(4, ensureAdministratorInvitation);
      expect(codes[0]).not.toBeNull();
      expect(new Set(codes).size).toBe(1);
      expect(await db().invitation.count()).toBe(1);
    }
  });

  test("a start and a claim leave the invitation claimed, and the code that the start printed was good", async () => {
    const { id } = await createPerson();
    for (const _ of rounds) {
      await db().invitation.deleteMany();
      const code = (await ensureAdministratorInvitation()) ?? "";
      await Promise.all([
        ensureAdministratorInvitation(),
        db().$transaction((tx) => claimInvitation(tx, { userId: id, code })),
      ]);
      expect(await ensureAdministratorInvitation()).toBeNull();
    }
  });

  test("two codes that one person claims leave them the higher role", async () => {
    const { id } = await createPerson();
    for (const round of rounds) {
      await db().user.update({ where: { id }, data: { role: "member" } });
      const codes = { judge: `judge-${round}`, administrator: `administrator-${round}` };
      await db().invitation.createMany({
        data: [
          { role: "judge", codeHash: invitationCodeHash(codes.judge) },
          { role: "administrator", codeHash: invitationCodeHash(codes.administrator) },
        ],
      });
      const claim = (code: string) => db().$transaction((tx) => claimInvitation(tx, { userId: id, code }));
      await Promise.all([claim(codes.administrator), claim(codes.judge)]);
      expect((await db().user.findUniqueOrThrow({ where: { id } })).role).toBe("administrator");
    }
  });

  test("newcomers of one name who sign in elsewhere get a handle each", async () => {
    for (let batch = 0; batch < 20; batch++) {
      const name = `Grace ${batch}`;
      await atOnce(10, async () => authAdapter.createUser?.({ name, email: "", emailVerified: null }));
    }
    const handles = await db().user.findMany({ where: { handle: { startsWith: "grace" } } });
    expect(new Set(handles.map(({ handle }) => handle)).size).toBe(200);
  });

  test("of newcomers with one e-mail address one gets an account", async () => {
    for (const round of rounds) {
      const email = `reader-${round}@example.org`;
      const signUp = async () =>
        authAdapter.createUser?.({ name: `Ada ${round}`, email, emailVerified: null });
      const tries = await Promise.allSettled([signUp(), signUp(), signUp()]);
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await db().user.count({ where: { email } })).toBe(1);
    }
  });

  test("a link that signs in by e-mail opens once", async () => {
    for (const round of rounds) {
      const link = { identifier: "reader@example.org", token: `token-${round}` };
      await authAdapter.createVerificationToken?.({ ...link, expires: new Date() });
      const opened = await atOnce(3, async () => authAdapter.useVerificationToken?.(link));
      expect(opened.filter((token) => token?.token === link.token)).toHaveLength(1);
    }
  });

  // Each guess at a password costs what a guess is meant to cost, so these are few.
  test("of several who change a password with the old one, the first does", async () => {
    const address = "192.0.2.7";
    const [old, next] = ["correct horse battery", ["first new password", "second new password"]];
    const { id: userId } = await createAccount({ handle: "hasty", password: old, address });
    const { id: sessionId } = await db().session.create({
      data: { userId, secretHash: new Uint8Array(32), expiresAt: new Date() },
    });
    const changes = await Promise.allSettled(
      next.map((password) => changePassword({ userId, sessionId, address, current: old, next: password })),
    );
    expect(changes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = changes.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "unprocessable" } });
  });
});
