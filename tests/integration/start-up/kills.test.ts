import { expect, test } from "vitest";
import { endure } from "@/scripts/endure/endure";
import { kinds } from "@/scripts/endure/ledger";
import { targets } from "@/scripts/endure/plan";
import { describeReport } from "@/scripts/endure/report";

test("whatever is killed while people work, all that was acknowledged is there once and whole", {
  timeout: 420_000,
}, async () => {
  const report = await endure({ kills: 6, seed: 18, writes: 12 }, () => undefined);
  const told = describeReport(report);
  expect(report.faults, told).toEqual([]);
  // Each was struck, and of each kind there was something to lose.
  expect(new Set(report.recoveries.map(({ target }) => target))).toEqual(new Set(targets));
  for (const kind of kinds) expect(report.counts[kind].acknowledged, told).toBeGreaterThan(0);
  expect(report.verifications.passed, told).toBeGreaterThan(0);
});
