import { describe, expect, test } from "vitest";
import { POST as postAccount } from "@/app/api/v1/accounts/route";
import { rememberPlace } from "@/lib/auth/place";
import { signInLocally } from "@/lib/auth/sign-in-locally";
import { db } from "@/lib/db/client";
import { housekeeping } from "@/workers/housekeeping";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false, env: { SIGN_UPS_PER_HOUR: "2", SIGN_IN_TRIES_PER_ADDRESS: "1" } });

const password = "correct horse battery";
const signUp = (handle: string, given = password, more: Record<string, string> = {}) =>
  call(postAccount, {
    method: "POST",
    body: { handle, password: given, ...more },
    headers: { "x-forwarded-for": "198.51.100.1" },
  });

describe("sign-ups of one address", () => {
  test("are as many an hour as is set, what was refused not among them, and then say what to do", async () => {
    expect((await signUp("first")).status).toBe(201);
    for (let n = 0; n < 5; n++) {
      expect((await signUp("first")).status).toBe(409);
      expect((await signUp("second", "short")).status).toBe(400);
      expect((await signUp("second", "basketball")).status).toBe(422);
      expect((await signUp("second", password, { code: "made-up" })).status).toBe(422);
      expect((await signUp("admin")).status).toBe(400);
    }
    expect((await signUp("second")).status).toBe(201);
    const refused = await signUp("third");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect(await refused.json()).toMatchObject({
      title: expect.stringMatching(/^2 accounts .* in 60 minutes.*SIGN_UPS_PER_HOUR/),
    });
  });

  test("name the field of a password that anybody would try first", async () => {
    expect(await (await signUp("fourth", "circuitcommons")).json()).toMatchObject({
      fields: { password: expect.stringContaining("site's") },
    });
  });
});

test("right passwords give their tries back, and not without end", async () => {
  expect(await db().user.count({ where: { handle: "first" } })).toBe(1);
  const signIn = () => signInLocally({ handle: "first", password, address: "198.51.100.2", browser: null });
  for (let n = 0; n < 11; n++) expect(await signIn()).not.toBeNull();
  await expect(signIn()).rejects.toMatchObject({ word: "too-many-attempts" });
});

describe("where somebody signed in", () => {
  test("is kept as hashes, for the latest fifty places, and for half a year", async () => {
    const { id: userId } = await createPerson();
    for (let n = 0; n < 60; n++) await rememberPlace(userId, { address: `203.0.113.${n}`, browser: null });
    expect(await db().signInPlace.count({ where: { userId } })).toBe(50);
    const [{ placeHash } = { placeHash: new Uint8Array() }] = await db().signInPlace.findMany({
      where: { userId },
    });
    expect(placeHash).toHaveLength(32);
    await housekeeping(new Date(Date.now() + 179 * 24 * 60 * 60_000));
    expect(await db().signInPlace.count({ where: { userId } })).toBe(50);
    await housekeeping(new Date(Date.now() + 181 * 24 * 60 * 60_000));
    expect(await db().signInPlace.count({ where: { userId } })).toBe(0);
  });
});
