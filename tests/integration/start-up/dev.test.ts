import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  freePort,
  processesOf,
  processesRunning,
  type RunningCommand,
  runCommand,
  signalProcess,
  startCommand,
  temporaryFolder,
  untilTrue,
} from "../support/command";

vi.setConfig({ testTimeout: 180_000 });

const data = path.join(temporaryFolder(), "data");
let project: string;
let address: string;
let site: RunningCommand;

/**
 * The project's own files again, so that editing them disturbs nobody; the packages as links to the same files,
 * which is why the copy lies on the same disk, in the folder that git ignores.
 */
function copyOfProject(): string {
  const root = path.resolve(".");
  mkdirSync(path.join(root, ".data"), { recursive: true });
  const copy = mkdtempSync(path.join(root, ".data", "edited-"));
  for (const entry of readdirSync(root)) {
    if (!/^(\.git|\.data|\.next.*|node_modules|test-results)$/.test(entry))
      cpSync(path.join(root, entry), path.join(copy, entry), { recursive: true });
  }
  const linked = spawnSync("cp", ["-al", path.join(root, "node_modules"), copy], { encoding: "utf8" });
  expect(linked.stderr).toBe("");
  return copy;
}

beforeAll(async () => {
  project = copyOfProject();
  const port = await freePort();
  address = `http://localhost:${port}`;
  site = runCommand([...startCommand, "--dev"], { DATA_DIR: data, PORT: String(port) }, project);
  await site.says(/The site answers at/, 240);
}, 300_000);

afterEach(({ task }) => {
  if (task.result?.state === "fail") console.error(site.output());
});

afterAll(async () => {
  signalProcess(site.child.pid ?? 0, "SIGKILL");
  await untilTrue(() => processesOf(data).length === 0, 30);
  rmSync(project, { recursive: true, force: true });
});

const pageText = async () => (await fetch(`${address}/sign-in`)).text();

test("a page that is edited is served as edited", async () => {
  const file = path.join(project, "app/(account)/sign-in/page.tsx");
  const source = readFileSync(file, "utf8");
  const title = /title: "(?<text>[^"]+)"/.exec(source)?.groups?.text ?? "";
  expect(title).not.toBe("");
  expect(await pageText()).toContain(title);
  writeFileSync(file, source.replace(`title: "${title}"`, 'title: "A door by another name"'));
  expect(await untilTrue(async () => (await pageText()).includes("A door by another name"), 60)).toBe(true);
});

test("a source of the worker that is edited restarts the worker, and the site is whole again", async () => {
  const before = processesRunning(data, "workers/main.");
  expect(before).not.toEqual([]);
  appendFileSync(path.join(project, "lib/env.ts"), "\n");
  const replaced = () => {
    const now = processesRunning(data, "workers/main.");
    return now.length > 0 && now.every((pid) => !before.includes(pid));
  };
  const isWell = async () => (await fetch(`${address}/api/health`)).ok;
  expect(await untilTrue(async () => replaced() && (await isWell()), 60)).toBe(true);
});

test("Ctrl-C ends all of it", async () => {
  process.kill(-(site.child.pid ?? 0), "SIGINT");
  expect((await site.ended).code).toBe(0);
  expect(processesOf(data)).toEqual([]);
});
