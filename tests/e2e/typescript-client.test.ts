import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createdApiKeySchema } from "@/lib/api-keys/view";
import { BrowserUser } from "./support/browser-user";
import { startedSite } from "./support/site";

const site = startedSite();
const run = promisify(execFile);

test("the TypeScript client, compiled as its README says, walks from a text to saved views in plain Node", async () => {
  const user = new BrowserUser(site, "192.0.2.6");
  await user.signUp("ts-walker", "a long pass phrase");
  const asked = { name: "A walk", scopes: ["compute", "write"], days: 7 };
  const { key } = createdApiKeySchema.parse(await user.ask("POST", "/api/v1/me/keys", asked));
  const folder = mkdtempSync(path.join(os.tmpdir(), "commons-client-"));
  try {
    const compiler = path.resolve("node_modules/typescript/bin/tsc");
    await run(process.execPath, [compiler, "-p", "clients/typescript", "--outDir", folder]);
    const compiled = path.join(folder, "circuit-commons.js");
    const { stdout } = await run(process.execPath, ["tests/e2e/walk.mjs", compiled, site.address, key], {
      timeout: 240_000,
    });
    expect(stdout).not.toContain(key);
    const seen = JSON.parse(stdout);
    expect(seen).toMatchObject({
      ready: "ready",
      again: true,
      views: ["Three", "Two", "One"],
      guest: [401, "unauthenticated", "Sign in first."],
      scope: [403, "forbidden", "This key may not do this: it was not allowed to publish. Make one that is."],
      wrong: [401, "unauthenticated", expect.stringMatching(/^This key has a typing mistake/)],
    });
    expect(seen.firing).toBeGreaterThan(5);
    expect(seen.nodes[0]).toBe(seen.nodes[1]);
    expect(JSON.parse(seen.table)).toMatchObject({ node: expect.stringMatching(/^logit\./) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
