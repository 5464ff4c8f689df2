import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { z } from "zod";

export interface StartedSite {
  address: string;
  /** Runs a text, waits until it is ready, and gives its page. */
  runPage(text: string): Promise<string>;
}

const model = "storybook-4l";

/** The site as its operator starts it, with a data folder of its own, for as long as `work` takes. */
export async function withStartedSite(
  work: (site: StartedSite) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const { port } = z.object({ port: z.number() }).parse(probe.address());
  probe.close();
  const site = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: "", DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "warn" },
      GUEST_RUNS_PER_DAY: "1000",
      // What is measured is not beside an index that is being made.
      INDEX_CORPORA: "false",
      STARTER_FINDINGS: "false",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = `http://localhost:${port}`;
  try {
    for await (const chunk of site.stdout) if (String(chunk).includes("The site answers at")) break;
    await work({ address, runPage: (text) => runPage(address, text) });
  } finally {
    site.kill("SIGINT");
    if (site.exitCode === null) await once(site, "exit");
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function runPage(address: string, text: string): Promise<string> {
  const body = JSON.stringify({ model, text });
  const headers = { "content-type": "application/json" };
  const asked = await fetch(`${address}/api/v1/runs`, { method: "POST", headers, body });
  const { id } = z.object({ id: z.string() }).parse(await asked.json());
  for (;;) {
    const run = await fetch(`${address}/api/v1/runs/${id}`);
    if (z.object({ status: z.string() }).parse(await run.json()).status === "ready") return `/runs/${id}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
