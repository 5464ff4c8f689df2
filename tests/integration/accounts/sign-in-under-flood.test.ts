import { beforeAll, describe, expect, test } from "vitest";
import { rememberPlace } from "@/lib/auth/place";
import { signInLocally } from "@/lib/auth/sign-in-locally";
import { createAccount } from "@/lib/people/create-account";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const password = "correct horse battery";
const signIn = (handle: string, from: string, { given = password, browser = null as string | null } = {}) =>
  signInLocally({ handle, password: given, address: from, browser });
const ownAddress = "192.0.2.7";
const ownBrowser = "b".repeat(43);

let owner = { id: "" };
beforeAll(async () => {
  owner = await createAccount({ handle: "owner", password, address: "192.0.2.1" });
  await createAccount({ handle: "reader", password, address: "192.0.2.2" });
  await createAccount({ handle: "flooder", password, address: "192.0.2.3" });
  await rememberPlace(owner.id, { address: ownAddress, browser: ownBrowser });
});

/** How many of a flood were answered before somebody else's sign-in was. How long that takes, bench/sign-in.bench.ts measures. */
async function answeredBefore(flood: Promise<unknown>[], honest: () => Promise<unknown>) {
  let answered = 0;
  const counted = flood.map((each) =>
    each.then(
      () => answered++,
      () => answered++,
    ),
  );
  // All of the flood has come to where it waits.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const alreadyAnswered = answered;
  await honest();
  const between = answered - alreadyAnswered;
  await Promise.all(counted);
  return { between };
}

describe("somebody from an address not seen lately", { timeout: 180_000 }, () => {
  test("signs in behind one of the twenty that another address has begun", async () => {
    const flood = Array.from({ length: 20 }, () => signIn("flooder", "198.51.100.1"));
    const { between } = await answeredBefore(flood, () => signIn("reader", "203.0.113.1"));
    expect(between).toBeLessThanOrEqual(2);
  });

  test("signs in behind one of the tries of twelve addresses at one handle", async () => {
    const flood = Array.from({ length: 12 }, (_, n) => signIn("nobody-here", `198.51.103.${n}`));
    const { between } = await answeredBefore(flood, () => signIn("reader", "203.0.113.6"));
    expect(between).toBeLessThanOrEqual(2);
  });

  test("signs in behind one of the sign-ups of ten addresses", async () => {
    const flood = Array.from({ length: 10 }, (_, n) =>
      createAccount({ handle: `new-${n}`, password, address: `198.51.100.${10 + n}` }),
    );
    const { between } = await answeredBefore(flood, () => signIn("reader", "203.0.113.2"));
    expect(between).toBeLessThanOrEqual(2);
  });
});

describe("a handle at which strangers guess from many addresses", { timeout: 180_000 }, () => {
  const guess = (from: string) => signIn("owner", from, { given: "not the password" });

  test("is tried by one stranger after another, delays nobody else, and lets its owner in from where they were before", async () => {
    for (let n = 0; n < 20; n++) expect(await guess(`198.51.101.${n}`)).toBeNull();
    const words: string[] = [];
    const flood = Array.from({ length: 12 }, (_, n) =>
      guess(`198.51.102.${n}`).catch((error: { word: string }) => words.push(error.word)),
    );
    const { between } = await answeredBefore(flood, async () => {
      // One is at hand and six are in line; the others were told to come back, at once.
      await expect.poll(() => words.length).toBe(5);
      expect(await signIn("reader", "203.0.113.3")).not.toBeNull();
      expect(await signIn("owner", ownAddress)).toEqual({ id: owner.id });
      expect(await signIn("owner", "203.0.113.4", { browser: ownBrowser })).toEqual({ id: owner.id });
    });
    // Those in line were heard one every few seconds; on a slow machine the last wait too long for it.
    expect(words.every((word) => word === "guarded")).toBe(true);
    expect(words.length).toBeLessThanOrEqual(7);
    expect(between).toBeLessThan(7);
  });

  test("is delayed for its owner somewhere new, and not shut", async () => {
    expect(await signIn("owner", "203.0.113.5")).toEqual({ id: owner.id });
  });

  test("is its owner's too where another guesses behind the same address", async () => {
    for (let n = 0; n < 10; n++) expect(await guess(ownAddress)).toBeNull();
    await expect(signIn("owner", ownAddress)).rejects.toMatchObject({
      word: "too-many-attempts",
      status: 429,
    });
    expect(await signIn("owner", ownAddress, { browser: ownBrowser })).toEqual({ id: owner.id });
  });
});
