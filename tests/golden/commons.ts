import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { inject } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs `commons` as a reader would, to its end. */
export function commons(...args: string[]) {
  return commonsIn({}, ...args);
}

/** The same with variables of its own in the environment. */
export function commonsIn(environment: Record<string, string>, ...args: string[]) {
  const how = { ...howTo(environment), encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, programOf(args), how);
  return { status, stdout, stderr };
}

/** The same while this process answers what it asks for. */
export async function commonsAsking(environment: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, programOf(args), howTo(environment));
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text) => (said[stream] += text));
  const [status] = await once(child, "close");
  return { status, ...said };
}

function programOf(args: string[]): string[] {
  return [path.join(inject("programs"), "cli/commons.mjs"), ...args];
}

function howTo(environment: Record<string, string>) {
  return { cwd: root, env: { ...process.env, ...environment } };
}
