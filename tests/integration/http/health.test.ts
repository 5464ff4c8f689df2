import { expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/route";
import { db } from "@/lib/db/client";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

test("however many ask at once how the site is, the database is asked once", async () => {
  const asked = vi.spyOn(db(), "$queryRaw");
  await GET();
  const once = asked.mock.calls.length;
  expect(once).toBeGreaterThan(0);
  const answers = await Promise.all(Array.from({ length: 50 }, () => GET()));
  expect(asked.mock.calls.length).toBe(once);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  await expect
    .poll(async () => {
      await GET();
      return asked.mock.calls.length;
    })
    .toBe(2 * once);
});
