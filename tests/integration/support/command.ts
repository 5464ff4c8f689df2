import { rmSync } from "node:fs";
import { afterAll } from "vitest";
import { openFolder, processesOf, runCommand, signalProcess, startCommand } from "./processes";

export * from "./processes";

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) {
    for (const pid of processesOf(folder)) signalProcess(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

/** An empty folder that every user may pass through; at the end whatever still uses it is killed with it. */
export function temporaryFolder(): string {
  const folder = openFolder();
  folders.push(folder);
  return folder;
}

/** A start that is expected to refuse: its exit code and everything it said. */
export async function refusedStart(environment: Record<string, string>, command = startCommand) {
  const running = runCommand(command, environment);
  const { code } = await running.ended;
  return { code, output: running.output() };
}
