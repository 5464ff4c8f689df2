import { z } from "zod";
import { endingOf, spawnNode } from "../prepare/run-program";

const tallySchema = z.object({
  passed: z.number(),
  /** A line for each that failed: its file, its name, and how its error begins. */
  failures: z.array(z.string()),
  /** A line for each of the files that took longest, the longest first. */
  longest: z.array(z.string()).default([]),
});

export type Tally = z.input<typeof tallySchema>;

/** Runs vitest with these values and says what came of it, also when it ends without a word. */
export async function runVitest(values: string[], output: "inherit" | "ignore" = "inherit"): Promise<Tally> {
  const reporters = ["--reporter=default", `--reporter=${import.meta.dirname}/tally-reporter.ts`];
  const child = spawnNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...values], {
    env: process.env,
    stdio: ["ignore", output, output, "ipc"],
  });
  let tally: Tally = { passed: 0, failures: [] };
  child.once("message", (message) => {
    tally = tallySchema.parse(message);
  });
  const { code } = await endingOf(child);
  if (code === 0 || tally.failures.length > 0) return tally;
  return { ...tally, failures: [`FAILED vitest: it ended with ${code} and named no test`] };
}

/** What took longest, what failed, then the line that counts. */
export function describeTally({ passed, failures, longest = [] }: Tally): string {
  return [...longest, ...failures, `${passed} passed, ${failures.length} failed`].join("\n");
}
