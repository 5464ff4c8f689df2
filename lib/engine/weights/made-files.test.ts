import {
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { holdMadeFiles, keepMadeFilesIn, madeFile, tidyMadeFiles } from "./made-files";

const root = mkdtempSync(path.join(tmpdir(), "made-files-"));
afterAll(() => rmSync(root, { recursive: true }));

const hour = 60 * 60_000;
const now = () => new Date();
let folder: string;
let rounds = 0;
beforeEach(() => {
  folder = path.join(root, `tensors ${rounds++}`);
  keepMadeFilesIn(folder);
});

/** A file that is made of a source, by its name there; `count` says how often it was. */
function makeFrom(name: string) {
  const source = path.join(root, name);
  writeFileSync(source, name);
  const tensors = { count: 0 };
  const ask = () =>
    madeFile([{ path: source, label: name, byteLength: name.length }], ["test"], () => {
      tensors.count += 1;
      return [{ name: "x", dtype: "F32", shape: [1], make: () => new Uint8Array(4) }];
    }).path;
  return { source, ask, tensors };
}

function age(at: string, hours: number): void {
  const then = new Date(Date.now() - hours * hour);
  utimesSync(at, then, then);
}

test("what is in use stays however old it is, and says at every round that it is", () => {
  const { ask, tensors } = makeFrom("used");
  const at = ask();
  for (let round = 0; round < 3; round++) {
    age(at, 1_000);
    expect(tidyMadeFiles(now())).toEqual([]);
    expect(Date.now() - statSync(at).mtimeMs).toBeLessThan(hour);
  }
  // As do two rounds of another process, whose clock is a year ahead, as long as this one says so in between.
  const ahead = () => new Date(Date.now() + 365 * 24 * hour);
  expect(tidyMadeFiles(ahead())).toEqual([]);
  expect(tidyMadeFiles(ahead())).toEqual([]);
  expect(ask()).toBe(at);
  expect(tensors.count).toBe(1);
});

test("what no process uses goes once it was a day old in two rounds, and is made again where it is asked for", () => {
  const { ask, tensors, source } = makeFrom("unused");
  const at = ask();
  rmSync(source);
  age(at, 23);
  expect([tidyMadeFiles(now()), tidyMadeFiles(now())]).toEqual([[], []]);
  age(at, 25);
  expect(tidyMadeFiles(now())).toEqual([]);
  expect(existsSync(at)).toBe(true);
  expect(tidyMadeFiles(now())).toEqual([path.basename(at)]);
  expect(readdirSync(folder)).toEqual([]);
  const again = makeFrom("unused");
  expect(existsSync(again.ask())).toBe(true);
  expect(tensors.count + again.tensors.count).toBe(2);
});

test("a source that changed leaves what was made of it to go, and what is made of it anew stays", () => {
  const { ask, source } = makeFrom("changed");
  const before = ask();
  writeFileSync(source, "of another length");
  const after = ask();
  expect(after).not.toBe(before);
  for (const at of [before, after]) age(at, 30);
  tidyMadeFiles(now());
  tidyMadeFiles(now());
  expect(readdirSync(folder)).toEqual([path.basename(after)]);
});

test("what another process says is in use between two rounds stays, and parts of files go that nobody finished", () => {
  const used = path.join(makeFrom("any").ask(), "..", `${"a".repeat(64)}.safetensors`);
  const part = `${used}.0123456789ab`;
  for (const at of [used, part]) {
    writeFileSync(at, "");
    age(at, 48);
  }
  expect(tidyMadeFiles(now())).toEqual([]);
  // The other process' round.
  age(used, 0);
  expect(tidyMadeFiles(now())).toEqual([path.basename(part)]);
  expect(existsSync(used)).toBe(true);
});

test("a folder, and a link, that lie there are left alone", () => {
  makeFrom("some").ask();
  const below = path.join(folder, "below");
  mkdtempSync(below);
  for (const name of readdirSync(folder)) age(path.join(folder, name), 100);
  const before = readdirSync(folder).length;
  tidyMadeFiles(now());
  tidyMadeFiles(now());
  expect(readdirSync(folder)).toHaveLength(before);
});

test("what is held stays though its source was touched, until the last that holds it lets go of it or the source is gone", () => {
  const { ask, source } = makeFrom("touched");
  const [first, second] = [holdMadeFiles(ask), holdMadeFiles(ask)];
  const at = first.value;
  const left = () => {
    for (const _ of [1, 2]) {
      if (existsSync(at)) age(at, 30);
      tidyMadeFiles(now());
      tidyMadeFiles(now());
    }
    return existsSync(at);
  };
  age(source, 5);
  expect(left()).toBe(true);
  first.release();
  // Twice is once.
  first.release();
  expect(left()).toBe(true);
  second.release();
  expect(left()).toBe(false);
  const again = holdMadeFiles(ask).value;
  expect(tidyMadeFiles(now())).toEqual([]);
  rmSync(source);
  tidyMadeFiles(now());
  age(again, 30);
  tidyMadeFiles(now());
  expect(tidyMadeFiles(now())).toEqual([path.basename(again)]);
});

test("what throws holds nothing", () => {
  const { ask, source } = makeFrom("thrown");
  let at = "";
  const work = () => {
    at = ask();
    throw new Error("not read");
  };
  expect(() => holdMadeFiles(work)).toThrow("not read");
  age(source, 5);
  age(at, 30);
  tidyMadeFiles(now());
  expect(tidyMadeFiles(now())).toEqual([path.basename(at)]);
});

test("old files of any other name are left alone, and so is all that a link in the folder's place leads to", () => {
  const { ask, source } = makeFrom("linked");
  const at = ask();
  rmSync(source);
  const others = [
    "notes.txt",
    "0.safetensors",
    `${"a".repeat(64)}.safetensors.bak`,
    `${"A".repeat(64)}.safetensors`,
  ];
  for (const name of others) writeFileSync(path.join(folder, name), "somebody's");
  const ageAll = () => {
    for (const name of readdirSync(folder)) age(path.join(folder, name), 100);
  };
  const real = `${folder} elsewhere`;
  renameSync(folder, real);
  symlinkSync(real, folder);
  ageAll();
  expect([tidyMadeFiles(now()), tidyMadeFiles(now())]).toEqual([[], []]);
  rmSync(folder);
  renameSync(real, folder);
  ageAll();
  tidyMadeFiles(now());
  expect(tidyMadeFiles(now())).toEqual([path.basename(at)]);
  expect(readdirSync(folder).toSorted()).toEqual(others.toSorted());
});
