import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AdoptionRequest, adoptModel } from "./adopt-model";
import { giveCache, giveFolder } from "./given-models";

let folder: string;
let allowed: string;
let modelsDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "below-"));
  [allowed, modelsDir] = [path.join(folder, "allowed"), path.join(folder, "models")];
  for (const each of [allowed, modelsDir]) mkdirSync(each);
});
afterEach(() => rmSync(folder, { recursive: true }));

const adopt = (source: string, request: Partial<AdoptionRequest> = {}) =>
  adoptModel({ source, modelsDir, hub: { endpoint: "http://127.0.0.1:9" }, below: allowed, ...request });
const outside = /leads out of the folder that the operator allows/;

describe("where only folders below one may be named", () => {
  test("those, and caches of a hub whose links stay below it, are adopted", async () => {
    giveFolder(path.join(allowed, "mine", "story"));
    giveCache(allowed);
    expect((await adopt("mine/story")).folder).toBe(path.join(modelsDir, "story"));
    await expect(adopt("models--somebody--Story.Book")).resolves.toBeDefined();
  });

  test("what leads out by its words is refused before anything is looked at, there or not", async () => {
    giveFolder(path.join(folder, "secret"));
    giveFolder(path.join(folder, "allowed-too"));
    const out = [
      "../secret",
      "../nowhere",
      "x/../../secret",
      path.join(folder, "secret"),
      "/etc",
      "..",
      ".",
      "a\0b",
    ];
    for (const source of [...out, "../allowed-too", "./"])
      await expect(adopt(source, { name: "taken" }), source).rejects.toThrow(outside);
    expect(readdirSync(modelsDir)).toEqual([".partial"]);
  });

  test("links that lead out are refused: the folder's own, one above it, one of a file or a folder in it, one of a cache", async () => {
    const secret = giveFolder(path.join(folder, "secret"));
    writeFileSync(path.join(secret, "README.md"), "---\nlicense: secret\n---\n");
    symlinkSync(secret, path.join(allowed, "linked"));
    symlinkSync(folder, path.join(allowed, "up"));
    const [file, below] = [giveFolder(path.join(allowed, "file")), giveFolder(path.join(allowed, "below"))];
    symlinkSync(path.join(secret, "README.md"), path.join(file, "README.md"));
    symlinkSync(secret, path.join(below, "more"));
    const cache = giveCache(path.join(allowed));
    rmSync(path.join(cache, "refs", "main"));
    symlinkSync(path.join(secret, "README.md"), path.join(cache, "refs", "main"));
    for (const source of ["linked", "up/secret", "file", "below", path.basename(cache)])
      await expect(adopt(source), source).rejects.toThrow(outside);
    rmSync(path.join(cache, "refs", "main"));
    rmSync(path.join(cache, "snapshots"), { recursive: true });
    symlinkSync(folder, path.join(cache, "snapshots"));
    await expect(adopt(path.basename(cache))).rejects.toThrow(outside);
    expect(readdirSync(modelsDir)).toEqual([".partial"]);
  });

  test("dictionaries are held to it too", async () => {
    giveFolder(path.join(allowed, "story"));
    cpSync("models/storybook-4l/saes/attn", path.join(folder, "saes"), { recursive: true });
    await expect(adopt("story", { dictionaries: ["../saes"] })).rejects.toThrow(outside);
    expect(existsSync(path.join(modelsDir, "story"))).toBe(false);
  });

  test("a folder that is not there is said not to be, and where none are allowed, none is looked for", async () => {
    await expect(adopt("nowhere")).rejects.toThrow('There is no "nowhere"');
    await expect(adopt("gone", { below: path.join(folder, "gone") })).rejects.toThrow('There is no "gone"');
    giveFolder(path.join(allowed, "story"));
    await expect(adopt("story", { below: null })).rejects.toThrow("by ADOPT_DIR where they lie");
  });
});

test("an adoption that is begun again after its model had its place is done, and no other's is", async () => {
  giveFolder(path.join(allowed, "story"));
  const { description } = await adopt("story", { mark: "one" });
  const again = await adopt("story", {
    mark: "one",
    prove: () => Promise.reject(new Error("measured twice")),
  });
  expect(again.description.checksum).toBe(description.checksum);
  await expect(adopt("story", { mark: "two" })).rejects.toThrow("There is a model story already");
  await expect(adopt("story")).rejects.toThrow("There is a model story already");
});
