import fs, {
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearWorkplaces, takeWorkplace } from "./workplace";

let models: string;
beforeEach(() => {
  models = mkdtempSync(path.join(tmpdir(), "workplaces-"));
});
afterEach(() => rmSync(models, { recursive: true }));

const now = new Date();
const partial = () => path.join(models, ".partial");

/** A folder with something fetched, all of it so old; `owner` is a process. */
function leave(name: string, days: number, owner?: number): string {
  const folder = path.join(partial(), name);
  mkdirSync(path.join(folder, "downloads", "deep"), { recursive: true });
  writeFileSync(path.join(folder, "downloads", "deep", "weights"), "half");
  if (owner !== undefined) writeFileSync(path.join(folder, "owner"), String(owner));
  const then = new Date(now.getTime() - days * 24 * 60 * 60_000);
  for (const at of ["downloads/deep/weights", "downloads/deep", "downloads", "owner", "."])
    if (existsSync(path.join(folder, at))) utimesSync(path.join(folder, at), then, then);
  return folder;
}

/** No process has so high a number. */
const nobody = 4_194_300;

test("what was fetched stays for a week after its last change, and goes then, with whatever a link in it leads to left", () => {
  const elsewhere = path.join(models, "weights-of-the-operator");
  writeFileSync(elsewhere, "whole");
  leave("young", 6.9, nobody);
  const old = leave("old", 7.1);
  symlinkSync(elsewhere, path.join(old, "downloads", "link"));
  const then = new Date(now.getTime() - 7.1 * 24 * 60 * 60_000);
  utimesSync(path.join(old, "downloads"), then, then);
  // The link itself is young.
  expect(clearWorkplaces(models, now)).toEqual([]);
  rmSync(path.join(old, "downloads", "link"));
  utimesSync(path.join(old, "downloads"), then, then);
  leave("killed", 8, nobody);
  expect(clearWorkplaces(models, now).toSorted()).toEqual(["killed", "old"]);
  expect(readdirSync(partial())).toEqual(["young"]);
  expect(existsSync(elsewhere)).toBe(true);
});

test("a file deep inside that changed lately keeps the whole of it", () => {
  const folder = leave("fetching", 30);
  writeFileSync(path.join(folder, "downloads", "deep", "weights"), "more of it");
  expect(clearWorkplaces(models, now)).toEqual([]);
});

test("what a running process has is left however old it is, also where that is this one, and is its own to go on with", () => {
  leave("others", 90, process.ppid);
  const taken = takeWorkplace(models, "mine");
  leave("mine", 90);
  expect(clearWorkplaces(models, now)).toEqual([]);
  expect(existsSync(path.join(taken.folder, "downloads", "deep", "weights"))).toBe(true);
  taken.giveBack();
  leave("mine", 90);
  // Of an earlier process that had this one's number.
  leave("earlier", 90, process.pid);
  expect(clearWorkplaces(models, now).toSorted()).toEqual(["earlier", "mine"]);
  expect(readdirSync(partial())).toEqual(["others"]);
});

test("where a model of the name stands, nobody can go on with it, and a day is enough", () => {
  leave("standing", 2);
  leave("unfinished", 2);
  mkdirSync(path.join(models, "standing"));
  writeFileSync(path.join(models, "standing", "manifest.json"), "{}");
  expect(clearWorkplaces(models, now)).toEqual(["standing"]);
  expect(readdirSync(models).toSorted()).toEqual([".partial", "standing"]);
});

test("what was being deleted when a process was killed is deleted the next time, and nothing at all is no fault", () => {
  expect(clearWorkplaces(path.join(models, "nowhere"), now)).toEqual([]);
  leave(".going-0123", 0);
  expect(clearWorkplaces(models, now)).toEqual([]);
  expect(readdirSync(partial())).toEqual([]);
});

test("nothing is deleted behind a link in the place of the folder of workplaces, nor a link or a file that lies in it", () => {
  leave("old", 90);
  const real = path.join(models, "elsewhere");
  renameSync(partial(), real);
  symlinkSync(real, partial());
  expect(clearWorkplaces(models, now)).toEqual([]);
  expect(readdirSync(real)).toEqual(["old"]);
  rmSync(partial());
  renameSync(real, partial());
  const then = new Date(now.getTime() - 90 * 24 * 60 * 60_000);
  mkdirSync(real);
  symlinkSync(real, path.join(partial(), "link"));
  lutimesSync(path.join(partial(), "link"), then, then);
  for (const name of ["notes", ".going-notes"]) {
    writeFileSync(path.join(partial(), name), "");
    utimesSync(path.join(partial(), name), then, then);
  }
  expect(clearWorkplaces(models, now)).toEqual(["old"]);
  expect(readdirSync(partial()).toSorted()).toEqual([".going-notes", "link", "notes"]);
});

test.each(["", "0", "-1", "12 34", "9".repeat(400)])("an owner file that says '%s' is of nobody", (said) => {
  const folder = leave("left", 0);
  writeFileSync(path.join(folder, "owner"), said);
  takeWorkplace(models, "left").giveBack();
  leave("left", 90);
  writeFileSync(path.join(folder, "owner"), said);
  const then = new Date(now.getTime() - 90 * 24 * 60 * 60_000);
  for (const at of [path.join(folder, "owner"), folder]) utimesSync(at, then, then);
  expect(clearWorkplaces(models, now)).toEqual(["left"]);
});

test("where a disk is full, no owner is left that says nothing, and the reason is told", () => {
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const write = vi.spyOn(fs, "writeFileSync").mockImplementation((at, _, options) => {
    fs.closeSync(
      fs.openSync(String(at), options && typeof options === "object" ? (options.flag ?? "w") : "w"),
    );
    throw full;
  });
  syncBuiltinESMExports();
  try {
    expect(() => takeWorkplace(models, "full")).toThrow(full);
  } finally {
    write.mockRestore();
    syncBuiltinESMExports();
  }
  expect(readdirSync(path.join(partial(), "full"))).toEqual([]);
  takeWorkplace(models, "full").remove();
});
