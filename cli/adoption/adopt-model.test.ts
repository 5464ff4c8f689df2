import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeModel } from "@/lib/engine/describe-model";
import { openModel } from "@/lib/engine/model";
import type { Prediction } from "@/lib/engine/predictions";
import { openRuntime, type Runtime } from "@/lib/engine/runtime";
import { MadeUpHub } from "@/lib/hub/made-up-hub";
import { type AdoptionRequest, adoptModel } from "./adopt-model";
import { bundled, giveCache, giveFolder, giveShards, giveTorchModel, hubFiles } from "./given-models";

let folder: string;
let modelsDir: string;
const given = (name: string) => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "adopt-"));
  modelsDir = path.join(folder, "models");
});
afterEach(() => rmSync(folder, { recursive: true }));

function adopt(source: string, request: Partial<AdoptionRequest> = {}) {
  const hub = { endpoint: "http://127.0.0.1:9", pause: async () => {} };
  return adoptModel({ source, modelsDir, hub, ...request });
}

const manifestOf = (model: string) => JSON.parse(readFileSync(path.join(model, "manifest.json"), "utf8"));
/** What is left where models are put together. */
const leftOver = () =>
  existsSync(path.join(modelsDir, ".partial")) ? readdirSync(path.join(modelsDir, ".partial")) : [];

test("a folder as Hugging Face lays it out becomes the same model as the bundled one, with its dictionaries", async () => {
  const { folder: model, description } = await adopt(giveFolder(given("Story Book")), {
    dictionaries: [path.join(bundled, "saes")],
    licence: "MIT",
  });
  const original = await describeModel(bundled);
  expect(model).toBe(path.join(modelsDir, "story-book"));
  expect(description.checksum).toBe(original.checksum);
  const checksums = (each: typeof original) =>
    Object.fromEntries(each.sets.map(({ kind, checksum }) => [kind, checksum]));
  expect(checksums(description)).toEqual(checksums(original));
  expect(description.licence).toBe("MIT");
  expect(leftOver()).toEqual([]);
});

test("of dictionaries that name a model it is said that nothing tells whether it is this one, unless its name does", async () => {
  const saidOf = async (name: string, request: Partial<AdoptionRequest> = {}) => {
    const lines: string[] = [];
    const dictionaries = [path.join(bundled, "saes/attn")];
    await adopt(giveFolder(given("Story Book")), {
      ...{ dictionaries, name, say: (line) => lines.push(line), ...request },
    });
    return lines.filter((line) => line.includes("--known-as"));
  };
  expect(await saidOf("other")).toEqual([
    "The files of attn/attn say that they are of storybook-4l, and nothing here says what this model is called. Where it is that one, say so with --known-as.",
  ]);
  expect(await saidOf("storybook-4l")).toEqual([]);
  expect(await saidOf("third", { knownAs: ["storybook-4l"] })).toEqual([]);
});

test("links of a hub's cache are followed, and what is adopted stands without it", async () => {
  const cache = giveCache(folder);
  const { folder: model, description } = await adopt(cache);
  expect(description.name).toBe("story.book");
  expect(manifestOf(model).knownAs).toEqual(["somebody/Story.Book"]);
  const snapshot = path.join(cache, "snapshots", "a".repeat(40));
  await expect(adopt(snapshot)).rejects.toThrow("There is a model story.book already");
  rmSync(cache, { recursive: true });
  expect((await describeModel(model)).checksum).toBe((await describeModel(bundled)).checksum);
});

describe("weights that PyTorch saved are the model's", () => {
  let runtime: Runtime;
  let expected: Prediction[][];
  beforeAll(async () => {
    runtime = await openRuntime({ provider: "cpu", threads: 1 });
    expected = await predictions(bundled);
  });
  const predictions = async (model: string) => {
    const opened = await openModel(model, { runtime, sets: { attn: null, mlp: null, resid: null } });
    const run = await opened.run(opened.tokenize("Once upon a time").map(({ id }) => id));
    await opened.close();
    return run.predictions;
  };

  test.each(["whole", "whole, before 1.6", "shards"] as const)(
    "%s, from a folder and a cache",
    async (how) => {
      const source = giveTorchModel(given("torch"), how);
      const { folder: model } = await adopt(source);
      expect(await predictions(model)).toEqual(expected);
      const { folder: cached } = await adopt(giveCache(folder, source));
      expect(await predictions(cached)).toEqual(expected);
    },
  );
});

test("a folder with an @ in its path is called by its last name", async () => {
  const { description } = await adopt(giveFolder(given("me@home/Story")));
  expect(description.name).toBe("story");
});

test("shards are merged by their index into the same tensors", async () => {
  const { folder: model, description } = await adopt(giveShards(given("sharded")));
  expect(description.parameterCount).toBe((await describeModel(bundled)).parameterCount);
  expect(readdirSync(model).sort()).toEqual([
    "config.json",
    "manifest.json",
    "model.safetensors",
    "tokenizer.json",
  ]);
});

describe("an index of shards that does not fit them is refused by name", () => {
  const change = async (edit: (map: Record<string, string>, dir: string) => void) => {
    const dir = giveShards(given("sharded"));
    const file = path.join(dir, "model.safetensors.index.json");
    const index = JSON.parse(readFileSync(file, "utf8"));
    edit(index.weight_map, dir);
    writeFileSync(file, JSON.stringify(index));
    const error: unknown = await adopt(dir).catch((thrown: unknown) => thrown);
    expect(leftOver()).toEqual(["sharded"]);
    expect(existsSync(path.join(modelsDir, "sharded"))).toBe(false);
    return String(error);
  };
  const firstOf = (map: Record<string, string>) => Object.keys(map)[0] ?? "";

  test("a tensor in another shard, one that is missing, one that is not named", async () => {
    const other = (map: Record<string, string>) =>
      Object.values(map).find((file) => file !== map[firstOf(map)]) ?? "";
    expect(await change((map) => Object.assign(map, { [firstOf(map)]: other(map) }))).toContain(
      "but the index has it in",
    );
    expect(await change((map) => Object.assign(map, { "h.9.none": other(map) }))).toContain(
      "where it is not",
    );
    expect(await change((map) => Reflect.deleteProperty(map, firstOf(map)))).toContain("does not name it");
  });

  test("a shard that is not there, one that leads out, one that is a pointer of Git LFS", async () => {
    const named = (file: string) => change((map) => Object.assign(map, { [firstOf(map)]: file }));
    expect(await named("gone.safetensors")).toContain(
      "sharded/gone.safetensors is missing: model.safetensors.index.json has tensors in it.",
    );
    expect(await named("../x.safetensors")).toContain("which is no file beside it");
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    const lfs = await change((map, dir) => writeFileSync(path.join(dir, map[firstOf(map)] ?? ""), pointer));
    expect(lfs).toContain("a pointer of Git LFS");
    const nested = await change((map, dir) =>
      writeFileSync(path.join(dir, map[firstOf(map)] ?? ""), '{"weight_map": {"a": "b"}}'),
    );
    expect(nested).toContain("it is JSON, and not a file of tensors");
  });
});

test("what is no model is told apart in words, and nothing of it stays among the models", async () => {
  const without = (file: string) => {
    const dir = giveFolder(given(`without ${file}`));
    rmSync(path.join(dir, file));
    return adopt(dir);
  };
  await expect(without("config.json")).rejects.toThrow("has no config.json");
  await expect(without("model.safetensors")).rejects.toThrow("has no weights");
  await expect(without("tokenizer.json")).rejects.toThrow("has no tokenizer");
  const adapter = giveFolder(given("adapter"));
  writeFileSync(path.join(adapter, "adapter_config.json"), "{}");
  await expect(adopt(adapter)).rejects.toThrow("is an adapter");
  await expect(adopt(given("nowhere"))).rejects.toThrow("There is no folder");
  await expect(
    adopt(giveFolder(given("bare")), { dictionaries: [giveFolder(given("none"))] }),
  ).rejects.toThrow("has no dictionaries");
  const broken = giveFolder(given("broken"));
  writeFileSync(path.join(broken, "model.safetensors"), "<!doctype html><html>");
  await expect(adopt(broken)).rejects.toThrow("it is a web page");
  const gemma = giveFolder(given("gemma"));
  writeFileSync(path.join(gemma, "config.json"), '{"model_type": "gemma", "hidden_size": 4096}');
  await expect(adopt(gemma)).rejects.toThrow("model_type is gemma, not gpt2, llama");
  expect(readdirSync(modelsDir)).toEqual([".partial"]);
});

test("a name stands for one set of weights: it is not taken twice, nor by two at once", async () => {
  const source = giveFolder(given("model"));
  const first = adopt(source, {
    prove: async () => {
      await expect(adopt(source, { name: "other" })).resolves.toBeDefined();
    },
  });
  await first;
  await expect(adopt(source)).rejects.toThrow("There is a model model already");
  await expect(adopt(source, { name: "Not A Name" })).rejects.toThrow("is no name of a model");
  // Another process, which runs: this one's parent.
  mkdirSync(path.join(modelsDir, ".partial", "third"), { recursive: true });
  writeFileSync(path.join(modelsDir, ".partial", "third", "owner"), String(process.ppid));
  await expect(adopt(source, { name: "third" })).rejects.toThrow("is being adopted already");
  // One that runs no more.
  writeFileSync(path.join(modelsDir, ".partial", "third", "owner"), "4194300");
  await expect(adopt(source, { name: "third" })).resolves.toBeDefined();
});

test("dictionaries several of which are of one layer become a set each", async () => {
  const saes = given("widths");
  for (const name of ["layer_2_small", "layer_2_large"])
    cpSync(path.join(bundled, "saes/resid/layer_2"), path.join(saes, name), { recursive: true });
  const { folder: model } = await adopt(giveFolder(given("model")), { dictionaries: [saes] });
  const sets: { name: string; source: object }[] = manifestOf(model).dictionarySets;
  expect(sets.map(({ name }) => name)).toEqual(["widths-layer_2_large", "widths-layer_2_small"]);
  expect(sets[0]?.source).toEqual({ file: "layer_2_large" });
});

test("dictionaries from two folders of one name, and several of one layer by one name, stand apart", async () => {
  const of = (kind: string, at: string) =>
    cpSync(path.join(bundled, `saes/${kind}/layer_2`), path.join(given(at)), { recursive: true });
  of("attn", "one/saes/x");
  of("resid", "two/saes/x");
  of("attn", "three/saes/a/x");
  of("attn", "three/saes/\u5c64");
  const dictionaries = ["one", "two", "three"].map((name) => path.join(given(name), "saes"));
  const { description } = await adopt(giveFolder(given("model")), { dictionaries });
  expect(description.sets.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
    "attn/saes",
    "resid/saes-2",
    "attn/saes-3-x",
    "attn/saes-3",
  ]);
  const original = await describeModel(bundled);
  const own = (kind: string) => original.sets.find((set) => set.kind === kind)?.dictionaries[2]?.checksum;
  for (const { kind, dictionaries: each } of description.sets) expect(each[0]?.checksum).toBe(own(kind));
});

test("a link to itself, and a cache without the snapshot of its main, are told in words", async () => {
  const source = giveFolder(given("links"));
  symlinkSync("self", path.join(source, "self"));
  await expect(adopt(source)).rejects.toThrow("self in links is a link to a file that is not there");
  const cache = giveCache(folder);
  writeFileSync(path.join(cache, "refs", "main"), "b".repeat(40));
  await expect(adopt(cache)).rejects.toThrow("a hub's cache with a main of which there is no snapshot");
  rmSync(path.join(cache, "snapshots"), { recursive: true });
  mkdirSync(path.join(cache, "snapshots"));
  await expect(adopt(cache)).rejects.toThrow("a hub's cache without a snapshot");
});

describe("over a hub", () => {
  let hub: MadeUpHub;
  beforeEach(async () => {
    hub = new MadeUpHub();
    await hub.open();
    const commit = "b".repeat(40);
    hub.repositories.set("somebody/story", {
      commit,
      licence: "mit",
      files: hubFiles(giveFolder(given("story"))),
    });
    hub.repositories.set("somebody/saes", {
      commit,
      licence: "cc-by-4.0",
      files: hubFiles(path.join(bundled, "saes/attn")),
    });
  });
  afterEach(() => hub.close());
  const adoptFrom = (request: Partial<AdoptionRequest> = {}) =>
    adopt("hub:somebody/story", {
      ...{ dictionaries: ["hub:somebody/saes"], knownAs: ["storybook-4l"] },
      hub: { endpoint: hub.endpoint, pause: async () => {} },
      ...request,
    });

  test("a model and its dictionaries are fetched, with the licences of their cards", async () => {
    // What is not needed is not fetched.
    Object.assign(hub.repositories.get("somebody/story")?.files ?? {}, {
      "tf_model.h5": { bytes: Buffer.alloc(10) },
    });
    const { folder: model, description } = await adoptFrom();
    expect(description.checksum).toBe((await describeModel(bundled)).checksum);
    expect(manifestOf(model)).toMatchObject({
      licence: "mit",
      dictionarySets: [
        { kind: "attn", name: "saes", licence: "cc-by-4.0", source: { repository: "somebody/saes" } },
      ],
    });
    expect(hub.asked.some(({ path: asked }) => asked.includes("tf_model"))).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  test("dictionaries that say another model than the repository is called are refused", async () => {
    await expect(adoptFrom({ knownAs: [], name: "storybook" })).rejects.toThrow(
      "it is of the model storybook-4l, but this is storybook. Where it is the same model, say so under knownAs in the manifest (commons adopt --known-as)",
    );
    const { folder: model } = await adoptFrom();
    expect(manifestOf(model).knownAs).toEqual(["somebody/story", "storybook-4l"]);
  });

  test("one that is stopped in the middle leaves no model, and is continued where it stopped", async () => {
    const stop = new AbortController();
    const stopped = adoptFrom({
      hub: { endpoint: hub.endpoint, signal: stop.signal, pause: async () => {} },
      onBytes: (file, done, total) => {
        if (file.endsWith("model.safetensors") && done < total) stop.abort(new Error("killed"));
      },
    });
    await expect(stopped).rejects.toThrow("killed");
    expect(readdirSync(modelsDir)).toEqual([".partial"]);
    hub.asked.length = 0;
    await adoptFrom();
    const ranges = hub.asked.flatMap(({ host, range }) => (host === "store" && range) || []);
    expect(ranges).toHaveLength(1);
    expect(ranges[0]).toMatch(/^bytes=[1-9]\d+-$/);
    expect(
      hub.asked.some(({ path: asked }) => asked.endsWith("/config.json") && !asked.includes("layer")),
    ).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  test("a file that is not what the hub says leaves no model", async () => {
    const file = hub.repositories.get("somebody/story")?.files["model.safetensors"];
    if (file) file.said = { hash: "0".repeat(64) };
    await expect(adoptFrom()).rejects.toThrow("its checksum differs");
    expect(readdirSync(modelsDir)).toEqual([".partial"]);
  });
});
