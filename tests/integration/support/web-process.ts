import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { ensureBuild, ensurePrograms } from "@/scripts/prepare/prepare";
import { waitFor } from "./wait-for";

export interface Held {
  /** The longest time for which the thread that answers did nothing else: on a processor, in ms. */
  heldMillis: number;
  /** All the time that it worked meanwhile. */
  totalMillis: number;
  /** What reading and writing 1.8 MB of JSON took on the same thread half a second before at most: some 16 ms in a web process. */
  peerMillis: number;
}

export interface WebProcess {
  address: string;
  /** How long the thread was held while `work` went on. */
  whileDoing(work: () => Promise<void>): Promise<Held>;
  stop(): Promise<void>;
}

interface StartedWeb {
  says?: boolean;
  hear?: (line: string) => void;
}

const saidSchema = z.object({ gauge: z.unknown() });
const heldSchema = z.object({ heldMillis: z.number(), totalMillis: z.number(), peerMillis: z.number() });

/**
 * The web process as `npm start` has it, of the production build, on the database and data folder that the environment
 * names, with a gauge of its thread beside it (thread-gauge.mjs). Where it is meant to fail, what it says of that is let go of. Who hears
 * its log is given a line for each request.
 */
export async function startWeb({ says = true, hear }: StartedWeb = {}): Promise<WebProcess> {
  const folder = await ensureBuild();
  const port = String(await freePort());
  const gauge = ["--import", "./tests/integration/support/thread-gauge.mjs"];
  const program = path.join(await ensurePrograms(), "scripts/web.mjs");
  const child = spawn(process.execPath, [...gauge, program], {
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", NEXT_DIST_DIR: folder, PORT: port, LOG_LEVEL: hear ? "info" : "error" },
    },
    stdio: ["ignore", "ignore", hear ? "pipe" : says ? "inherit" : "ignore", "ipc"],
  });
  if (hear && child.stderr) createInterface({ input: child.stderr }).on("line", hear);
  const address = `http://localhost:${port}`;
  await waitFor("the web process", async () => {
    if (child.exitCode !== null) throw new Error(`the web process ended with ${child.exitCode}`);
    return (await fetch(`${address}/icon.svg`).catch(() => null))?.ok;
  });
  return {
    address,
    async whileDoing(work) {
      await ask(child, "begin");
      try {
        await work();
      } finally {
        // What it goes on with after its answer counts too.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return heldSchema.parse(await ask(child, "end"));
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const { port } = z.object({ port: z.number() }).parse(probe.address());
  probe.close();
  return port;
}

/** Tells the gauge to begin or to end, and gives what it says. The site may say other things on the same channel. */
function ask(child: ChildProcess, what: "begin" | "end"): Promise<unknown> {
  return new Promise((resolve) => {
    const hear = (message: unknown) => {
      const said = saidSchema.safeParse(message);
      if (!said.success) return;
      child.off("message", hear);
      resolve(said.data.gauge);
    };
    child.on("message", hear);
    child.send(what);
  });
}
