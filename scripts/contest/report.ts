import type { ContestReport } from "./contest";

/** The report as it is printed: what was done, how long it took, what was refused, and every fault. */
export function describeContest({ seconds, counts, refused, kills, faults }: ContestReport): string {
  return [
    ...Object.entries(seconds).map(([phase, took]) => `${phase}: ${took.toFixed(0)} s`),
    "",
    ...Object.entries(counts).map(([what, count]) => `${what}: ${count}`),
    `killed: ${kills.join(", ")}`,
    "",
    ...Object.entries(refused).map(([words, times]) => `refused ${times} times: ${words}`),
    ...(faults.length === 0 ? ["nothing is wrong"] : faults.map((fault) => `WRONG: ${fault}`)),
  ].join("\n");
}
