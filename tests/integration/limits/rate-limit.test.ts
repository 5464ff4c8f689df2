import { expect, test } from "vitest";
import { guestKey } from "@/lib/auth/guest-key";
import { db } from "@/lib/db/client";
import { addressesOfBlock } from "@/lib/limits/counted-key";
import { limiter } from "@/lib/limits/rate-limit";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const rule = { name: "tries", points: 2, perSeconds: 60 };
const keyOf = (address: string) => guestKey(new Headers({ "x-forwarded-for": address }));

test("an IPv6 address has as much as any, and its block what 32 of them have, however many there are", async () => {
  const tries = limiter(rule);
  const take = async (subnet: number) =>
    (await tries.take(keyOf(`2001:db8:1:${subnet.toString(16)}::1`))).allowed;
  expect([await take(0), await take(0), await take(0)]).toEqual([true, true, false]);
  let allowed = 2;
  for (let subnet = 1; subnet < 100; subnet++) if (await take(subnet)) allowed++;
  expect(allowed).toBe(rule.points * addressesOfBlock);
  expect(await tries.look(keyOf("2001:db8:1:ffff::1"))).toMatchObject({ left: 0 });
  expect((await tries.take(keyOf("2001:db8:2:0::1"))).allowed).toBe(true);
});

test("an IPv4 address is counted alone", async () => {
  expect(keyOf("192.0.2.1")).toMatch(/^[\w-]{43}$/);
  for (let n = 0; n < 100; n++)
    expect((await limiter(rule).take(keyOf(`198.51.100.${n}`))).allowed).toBe(true);
});

test("an amount that is refused takes nothing and gives nothing, of the address and of its block", async () => {
  const bytes = limiter({ name: "bytes", points: 100, perSeconds: 60 });
  const key = keyOf("2001:db8:3::1");
  expect((await bytes.takeWhole(key, 60)).allowed).toBe(true);
  const rows = () =>
    db().rateLimit.findMany({ where: { key: { startsWith: "bytes" } }, orderBy: { key: "asc" } });
  const before = await rows();
  expect(before.map(({ points }) => points)).toEqual([60, 60]);
  for (let n = 0; n < 5; n++) expect((await bytes.takeWhole(key, 41)).allowed).toBe(false);
  expect(await rows()).toEqual(before);
  expect((await bytes.takeWhole(key, 40)).allowed).toBe(true);
  // And where it is the block that has no more.
  for (let n = 1; n < addressesOfBlock; n++) await bytes.takeWhole(keyOf(`2001:db8:3:${n}::1`), 100);
  const full = await rows();
  expect((await bytes.takeWhole(keyOf("2001:db8:3:ff::1"), 50)).allowed).toBe(false);
  const fresh = (await rows()).filter(({ key }) => !full.some((row) => row.key === key));
  expect(fresh.map(({ points }) => points)).toEqual([0]);
  expect((await rows()).filter(({ key }) => full.some((row) => row.key === key))).toEqual(full);
});
