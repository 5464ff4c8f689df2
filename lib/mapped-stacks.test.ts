import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "commons-maps-"));
const built = path.join(folder, "chunk.js");

beforeAll(() => {
  writeFileSync(built, "exports.fail = () => { throw new TypeError('as told'); };\n");
  // All of the first line is line 42, column 5 of the source.
  const map = {
    version: 3,
    sources: ["turbopack:///[project]/lib/made-up.ts"],
    names: [],
    mappings: "AAyCI",
  };
  writeFileSync(`${built}.map`, JSON.stringify(map));
  writeFileSync(
    path.join(folder, "bare.js"),
    "exports.fail = () => { throw new TypeError('without a map'); };\n",
  );
  writeFileSync(
    path.join(folder, "torn.js"),
    "exports.fail = () => { throw new TypeError('a torn map'); };\n",
  );
  writeFileSync(path.join(folder, "torn.js.map"), '{"version": 3, "sour');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a process of its own shows of what was thrown, since traces are one process's. */
function shown(file: string): string {
  const script = `
    const { mapStacks } = await import("./lib/mapped-stacks.ts");
    mapStacks();
    const { createRequire } = await import("node:module");
    const { fail } = createRequire(import.meta.url)(${JSON.stringify(file)});
    try { fail(); } catch (error) { console.log(error.stack); }`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    {
      encoding: "utf8",
    },
  );
  expect(stderr).toBe("");
  return stdout;
}

test("a trace through a built file names the source it was made from", () => {
  const stack = shown(built);
  expect(stack).toMatch(/^TypeError: as told\n {4}at \S*fail \(lib\/made-up\.ts:42:5\)\n/);
});

test("a file without a map, or with a torn one, is named as it is", () => {
  for (const name of ["bare.js", "torn.js"])
    expect(shown(path.join(folder, name))).toContain(`${path.join(folder, name)}:1:`);
});
