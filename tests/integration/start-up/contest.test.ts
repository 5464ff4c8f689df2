import { expect, test } from "vitest";
import { contest } from "@/scripts/contest/contest";
import { describeContest } from "@/scripts/contest/report";

test("in a contest whose processes are killed while people enter, judge and award, nothing is wrong", {
  timeout: 600_000,
}, async () => {
  const report = await contest({
    ...{ entries: 30, people: 20, judges: 3, circuits: 6, seed: 11 },
    say: () => undefined,
  });
  const told = describeContest(report);
  expect(report.faults, told).toEqual([]);
  // Each was struck, and there was something of each kind to find wrong.
  expect(new Set(report.kills), told).toEqual(new Set(["worker", "web", "database"]));
  for (const what of [
    "acknowledged",
    "eligible",
    "scores",
    "conflicts",
    "judgedAgain",
    "servedWhileSealed",
    "steadyAddresses",
    "toolsAnswered",
  ])
    expect(report.counts[what], told).toBeGreaterThan(0);
  expect(report.counts.results, told).toBe(2);
});
