import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { refuseUnwritable, writeText } from "./write-text";

const folder = mkdtempSync(path.join(os.tmpdir(), "write-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what cannot be written is refused with its name before anything is computed, and nothing is made by asking", () => {
  const file = path.join(folder, "new.json");
  expect(() => refuseUnwritable(file)).not.toThrow();
  expect(existsSync(file)).toBe(false);
  writeText(file, "text");
  expect(() => refuseUnwritable(file)).not.toThrow();
  expect(readFileSync(file, "utf8")).toBe("text");
  expect(() => refuseUnwritable(folder)).toThrow(`${folder} cannot be written: it is a folder.`);
  const nowhere = path.join(folder, "none", "new.json");
  expect(() => refuseUnwritable(nowhere)).toThrow(`${nowhere} cannot be written: ENOENT`);
  expect(() => writeText(nowhere, "text")).toThrow(`${nowhere} cannot be written: ENOENT`);
});
