import { expect, test } from "vitest";
import { getBounty } from "@/lib/bounties/get-bounty";
import { seedBounty } from "@/lib/bounties/seed-bounty";
import { termsOf } from "@/lib/bounties/terms-of";
import { termsHash } from "@/lib/bounty-format/terms";
import { seededTerms } from "@/lib/bounty-rules/seeded-terms";
import { db } from "@/lib/db/client";
import { guest } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

test("a fresh installation has one bounty, open for a year without a prize, and nothing made up about it", async () => {
  await Promise.all([1, 2, 3, 4].map(seedBounty));
  await seedBounty();
  const rows = await db().bounty.findMany({ include: { entries: true, judges: true, events: true } });
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (!row) throw new Error("none was opened");
  expect(row).toMatchObject({ prize: "", rewards: [], currency: null, provisionalAt: null, awardedAt: null });
  expect([row.entries, row.judges]).toEqual([[], []]);
  expect(await db().ledgerLine.count()).toBe(0);
  expect(row.closesAt.getTime() - row.opensAt.getTime()).toBe(365 * 86_400_000);
  expect(Math.abs(row.opensAt.getTime() - Date.now())).toBeLessThan(600_000);
  expect(row.termsHash).toBe(termsHash(seededTerms));
  expect(termsOf(row)).toEqual(seededTerms);
  const shown = await getBounty(seededTerms.slug, guest());
  expect(shown).toMatchObject({ standing: "open", reward: null, nullResults: true, replications: true });
  expect(shown.parts.length).toBeGreaterThan(0);
});

test("once it was cancelled it does not come back", async () => {
  await db().bounty.updateMany({ data: { cancelledAt: new Date(), cancelReason: "It is over." } });
  await seedBounty();
  expect((await getBounty(seededTerms.slug, guest())).standing).toBe("cancelled");
  expect(await db().bounty.count()).toBe(1);
});
