import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { makeKey } from "./api-keys/key-secret";

test("no key reaches the log, wherever in what is logged it stands", () => {
  const key = makeKey();
  const script = `
    import("./lib/log.ts").then(({ createLogger }) => {
      const log = createLogger("test");
      log.error({ path: "/api/v1/runs/${key}", err: new Error("of ${key}") }, "with ${key}");
    });`;
  const { stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", script], {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "info" },
  });
  expect(stderr).toContain("/api/v1/runs/[key]");
  expect(stderr).toContain("with [key]");
  expect(stderr).not.toContain(key);
});
