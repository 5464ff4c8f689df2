import type { Recovery, Report } from "./endure";
import type { Counts } from "./judge";
import { kinds } from "./ledger";
import { targets } from "./plan";

const columns: [string, keyof Counts][] = [
  ["acknowledged", "acknowledged"],
  ["lost", "lost"],
  ["doubled", "doubled"],
  ["altered", "altered"],
  ["in doubt", "in doubt"],
  ["of them there", "kept"],
  ["refused", "refused"],
  ["unreached", "unreached"],
  ["there all the same", "despite"],
];

/** The report as it is printed: writes by kind, recoveries by what was killed, and every fault. */
export function describeReport({ seconds, recoveries, counts, jobs, ...report }: Report): string {
  const rows = kinds.map((kind) => [kind, ...columns.map(([, column]) => `${counts[kind][column]}`)]);
  const sums = columns.map(([, column]) => `${kinds.reduce((sum, kind) => sum + counts[kind][column], 0)}`);
  const said = Object.entries(report.said).sort(([, a], [, b]) => b - a);
  const { passed, failed } = report.verifications;
  return [
    `${recoveries.length} kills in ${seconds.toFixed(0)} s`,
    "",
    ...table([["writes", ...columns.map(([name]) => name)], ...rows, ["all", ...sums]]),
    "",
    ...table([["whole again after a kill of", "kills", "median", "slowest"], ...recoveryRows(recoveries)]),
    "",
    `jobs: ${jobs.succeeded} done, ${jobs.failed.length} given up with a reason, ${jobs.open} never ended`,
    ...jobs.failed.slice(0, 3).map((reason) => `  ${reason}`),
    `circuits computed again: ${passed} agreed, ${failed} did not`,
    `answers read again: ${report.readings}`,
    ...said.map(([words, times]) => `told ${times} times: ${words}`),
    ...(report.faults.length === 0 ? ["nothing is wrong"] : report.faults.map((fault) => `WRONG: ${fault}`)),
  ].join("\n");
}

function recoveryRows(recoveries: Recovery[]): string[][] {
  return targets.map((target) => {
    const ofTarget = recoveries.filter((each) => each.target === target);
    const seconds = ofTarget.flatMap((each) => each.seconds ?? []).sort((a, b) => a - b);
    const [median, slowest] = [seconds[seconds.length >> 1], seconds.at(-1)];
    return [target, `${ofTarget.length}`, ...[median, slowest].map((each) => inSeconds(each))];
  });
}

function inSeconds(seconds: number | undefined): string {
  return seconds === undefined ? "-" : `${seconds.toFixed(1)} s`;
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  "),
  );
}
