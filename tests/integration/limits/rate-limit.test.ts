import { expect, test } from "vitest";
import { guestKey } from "@/lib/auth/viewer-from-request";
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
