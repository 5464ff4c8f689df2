import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeModel } from "@/lib/engine/describe-model";
import { openRuntime } from "@/lib/engine/runtime";
import { openShelf } from "./model-shelf";

const folder = mkdtempSync(path.join(os.tmpdir(), "commons-shelf-"));
const log = pino({ level: "silent" });

/** The bundled model under another name. */
function copyModel(name: string): void {
  cpSync("models/storybook-4l", path.join(folder, name), { recursive: true });
  const manifest = path.join(folder, name, "manifest.json");
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), name }));
}

beforeAll(() => {
  for (const name of ["first", "second"]) copyModel(name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function knownAs(name: string) {
  const { checksum, sets } = await describeModel(path.join(folder, name));
  return { model: { name, checksum }, sets: sets.map((set) => ({ set })) };
}

describe("a worker's shelf of models", () => {
  test("closes the model asked for longest ago when both do not fit, and opens it again when asked", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const known = await knownAs("first");
    const roomForOne = 45e6;
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: roomForOne, log });
    expect(shelf.names).toEqual(["first", "second"]);
    const once = (name: string) => {
      const models = shelf.borrow();
      return models.open({ ...known, model: { ...known.model, name } }).finally(models.giveBack);
    };
    const first = await once("first");
    const ids = first.model.tokenize("Once upon a time").map(({ id }) => id);
    await first.model.run(ids);
    const second = await once("second");
    await second.model.run(ids);
    expect((await once("second")).model).toBe(second.model);
    const again = await once("first");
    expect(again.model).not.toBe(first.model);
    expect((await again.model.run(ids)).features).toHaveLength(12);
    await shelf.close();
  });

  test("closes no model that a job still has open", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const known = await knownAs("first");
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: 45e6, log });
    const one = shelf.borrow();
    const { model } = await one.open(known);
    const ids = model.tokenize("Once upon a time").map(({ id }) => id);
    const other = shelf.borrow();
    await other.open({ ...known, model: { ...known.model, name: "second" } });
    expect((await model.run(ids)).features).toHaveLength(12);
    expect((await one.open(known)).model).toBe(model);
    one.giveBack();
    other.giveBack();
    await shelf.close();
  });

  test("says how long a model took to open, with what of it opens later, and counts nothing else", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: 1e9, log });
    const job = shelf.borrow();
    expect(job.openingMillis()).toBe(0);
    const { model } = await job.open(await knownAs("first"));
    const opened = job.openingMillis();
    expect(opened).toBeGreaterThan(0);
    const ids = model.tokenize("Once upon a time").map(({ id }) => id);
    await model.run(ids);
    const withEncoders = job.openingMillis();
    expect(withEncoders).toBeGreaterThan(opened);
    await model.run(ids);
    expect(job.openingMillis()).toBe(withEncoders);
    expect(shelf.borrow().openingMillis()).toBe(0);
    await shelf.close();
  });

  test("opens a model with the dictionary sets asked for, and with no others", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const known = await knownAs("first");
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: 1e9, log });
    const attention = known.sets.filter(({ set }) => set.kind === "attn");
    const { model, identity } = await shelf.borrow().open({ ...known, sets: attention });
    expect(model.sets.map(({ kind, name }) => `${kind}/${name}`)).toEqual(["attn/attn"]);
    expect(identity.dictionarySets.map(({ kind }) => kind)).toEqual(["attn"]);
    expect((await shelf.borrow().open(known)).model.sets).toHaveLength(3);
    await shelf.close();
  });

  test("refuses a model whose files are not those the site knows, or that is not there", async () => {
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: 1e9, log });
    const known = await knownAs("first");
    const other = { checksum: "0".repeat(64) };
    const [first, ...sets] = known.sets;
    if (!first) throw new Error("the model has no dictionary set");
    for (const wrong of [
      { ...known, model: { ...known.model, ...other } },
      { ...known, sets: [{ set: { ...first.set, ...other } }, ...sets] },
      { ...known, sets: [{ set: { ...first.set, name: "absent" } }] },
    ])
      await expect(shelf.borrow().open(wrong)).rejects.toMatchObject({ code: "conflict" });
    const absent = { ...known, model: { ...known.model, name: "third" } };
    await expect(shelf.borrow().open(absent)).rejects.toMatchObject({ code: "unavailable" });
    await shelf.close();
  });

  test("leaves a broken model out and keeps the others", async () => {
    writeFileSync(path.join(folder, "second", "config.json"), "{");
    const runtime = await openRuntime({ provider: "cpu", threads: 1 });
    const shelf = await openShelf(folder, { runtime, memoryLimitBytes: 1e9, log });
    expect(shelf.names).toEqual(["first"]);
    await shelf.close();
  });
});
