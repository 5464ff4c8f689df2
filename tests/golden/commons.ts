import { spawnSync } from "node:child_process";
import path from "node:path";
import { inject } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs `commons` as a reader would, to its end. */
export function commons(...args: string[]) {
  return commonsIn({}, ...args);
}

/** The same with variables of its own in the environment. */
export function commonsIn(environment: Record<string, string>, ...args: string[]) {
  const program = [path.join(inject("programs"), "cli/commons.mjs"), ...args];
  const env = { ...process.env, ...environment };
  const how = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, program, how);
  return { status, stdout, stderr };
}
