import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createdApiKeySchema } from "@/lib/api-keys/view";
import { BrowserUser } from "./support/browser-user";
import { startedSite } from "./support/site";

const site = startedSite();

test("the Python client walks from a text to a draft with a key, and keeps that key to itself", async () => {
  const user = new BrowserUser(site, "192.0.2.7");
  await user.signUp("py-walker", "a long pass phrase");
  const asked = { name: "A walk", scopes: ["compute", "write"], days: 7 };
  const { key } = createdApiKeySchema.parse(await user.ask("POST", "/api/v1/me/keys", asked));
  const run = promisify(execFile);
  const { stdout } = await run("python3", ["-B", "tests/e2e/walk.py", site.address, key], {
    timeout: 240_000,
  });
  const seen = JSON.parse(stdout);
  expect(stdout).not.toContain(key);
  expect(seen).toMatchObject({
    text: "When Mary and John went to the shop, John gave a book to",
    again: true,
    specific: ["features", "unmeasured"],
    found: true,
    views: ["One", "Three", "Two"],
    counted: { tokens: expect.any(Number) },
    verified: "ready",
    checked: "ready",
    draft: ["Written twice", 2],
    conflict: [409, "conflict"],
    hidden: 404,
    publish: [403, "forbidden", "This key may not do this: it was not allowed to publish. Make one that is."],
    wrong: [401, "unauthenticated", expect.stringMatching(/^This key has a typing mistake/)],
    listed: false,
    led: 302,
    followed: false,
  });
  expect(seen.firing).toBeGreaterThan(5);
  expect(seen.nodes[0]).toBe(seen.nodes[1]);
  expect(seen.nodes[0]).toBeGreaterThan(1);
  expect(seen.table).toContain(",");
  const [owner] = await site.query(
    `select handle, title, "publishedAt" from "Finding" join "User" on "User".id = "authorId" where title = 'Written twice'`,
  );
  expect(owner).toEqual({ handle: "py-walker", title: "Written twice", publishedAt: null });
}, 300_000);
