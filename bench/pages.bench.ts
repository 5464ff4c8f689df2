import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { launchBrowser } from "@/tests/e2e/support/browser";
import { interleave, median, report } from "./measure";

/*
 * What a first visit to a page costs, from a production start: the JavaScript a browser receives, compressed as
 * it is sent, and the server's time for the page beside a page that asks the database for nothing and a file,
 * asked for in turn.
 */
const rounds = 40;
const example = { model: "storybook-4l", text: "When Mary and John went to the store, John gave a drink to" };

const dataDir = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
const probe = createServer().listen(0);
await once(probe, "listening");
const { port } = z.object({ port: z.number() }).parse(probe.address());
probe.close();
const site = spawn(process.execPath, ["scripts/start.mjs"], {
  env: { ...process.env, DATABASE_URL: "", DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "warn" },
  stdio: ["ignore", "pipe", "inherit"],
});
const address = `http://localhost:${port}`;

/** The example's run, made by the first visit to the first page, once it is ready. */
async function exampleRunPage(): Promise<string> {
  await fetch(`${address}/`);
  const body = JSON.stringify(example);
  const headers = { "content-type": "application/json" };
  const asked = await fetch(`${address}/api/v1/runs`, { method: "POST", headers, body });
  const { id } = z.object({ id: z.string() }).parse(await asked.json());
  for (;;) {
    const run = await fetch(`${address}/api/v1/runs/${id}`);
    if (z.object({ status: z.string() }).parse(await run.json()).status === "ready") return `/runs/${id}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function measureScript(pages: Record<string, string>): Promise<void> {
  const browser = await launchBrowser();
  for (const [name, url] of Object.entries(pages)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes: Promise<{ responseBodySize: number }>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() === "script") sizes.push(request.sizes());
    });
    await page.goto(address + url, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    report(`JavaScript received on a first visit to ${name}`, bytes / 1000, "kB", 150);
    await context.close();
  }
  await browser.close();
}

async function measureTime(pages: Record<string, string>): Promise<void> {
  const ask = (url: string) => async () => {
    const response = await fetch(address + url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await response.arrayBuffer();
  };
  const work = Object.fromEntries(Object.entries(pages).map(([name, url]) => [name, ask(url)]));
  const times = await interleave(rounds, {
    ...work,
    "a page without data": ask("/sign-up"),
    "a file": ask("/icon.svg"),
  });
  for (const [name, sorted] of Object.entries(times))
    report(`server time of ${name}, median`, median(sorted), "ms");
}

try {
  for await (const chunk of site.stdout) if (String(chunk).includes("The site answers at")) break;
  const pages = { "/": "/", "/runs/[id]": await exampleRunPage() };
  await measureScript(pages);
  await measureTime(pages);
} finally {
  site.kill("SIGINT");
  if (site.exitCode === null) await once(site, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}
