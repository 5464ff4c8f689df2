import { spawnSync } from "node:child_process";

/** What a command printed on a provider as JSON, or why it printed nothing. */
export type Printed = { value: unknown } | { fault: string };

/** Runs `commons` on a provider to its end. */
export function commonsOn(provider: string, args: readonly string[]): Printed {
  const program = ["--import", "tsx", "cli/commons.ts", ...args];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, program, {
    env: { ...process.env, ENGINE_PROVIDER: provider },
    ...{ encoding: "utf8", maxBuffer: 1 << 28 },
  });
  if (status === 0) return { value: JSON.parse(stdout) };
  const said = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Note: "));
  return { fault: (error?.message ?? said.at(-1) ?? `exit code ${status}`).trim() };
}

export interface BenchRow {
  measure: string;
  value: number;
  unit: string;
  bar?: number;
}

/** The figures of a bench with the engine on a provider; null where it failed. */
export function benchOn(provider: string, name: string): BenchRow[] | null {
  const program = ["--expose-gc", "--import", "tsx", `bench/${name}.bench.ts`];
  const { status, stdout } = spawnSync(process.execPath, program, {
    env: { ...process.env, ENGINE_PROVIDER: provider },
    ...{ encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] },
  });
  if (status !== 0) return null;
  return stdout.split("\n").flatMap((line): BenchRow[] => (line.startsWith("{") ? [JSON.parse(line)] : []));
}
