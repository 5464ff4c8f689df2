import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { describeModel } from "../describe-model";
import { EngineError } from "../errors";
import { openModel } from "../model";
import { safetensorsAt } from "../oracle/form-files";
import { bundledModel, ModelVariant } from "../oracle/model-variant";
import { filesOfTensors, readTensors } from "../pytorch/read-tensors";
import { openRuntime } from "../runtime";
import { readTensor, requireTensor } from "./safetensors";
import { writeSafetensors } from "./write-safetensors";

const folder = mkdtempSync(path.join(tmpdir(), "shards-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vector = (value: number) => [Float32Array.of(value, value), [2]] as const;
const good = {
  metadata: { total_size: 24 },
  weight_map: { a: "1.safetensors", b: "1.safetensors", c: "2.safetensors" },
};
safetensorsAt(path.join(folder, "1.safetensors"), { a: vector(1), b: vector(2) });
safetensorsAt(path.join(folder, "2.safetensors"), { c: vector(3) });
safetensorsAt(path.join(folder, "again.safetensors"), { a: vector(4) });
mkdirSync(path.join(folder, "below"));
safetensorsAt(path.join(folder, "below", "3.safetensors"), { c: vector(3) });
symlinkSync(path.join(folder, "below", "3.safetensors"), path.join(folder, "link.safetensors"));

function fileOf(content: string | Uint8Array) {
  const at = path.join(folder, "model.safetensors.index.json");
  writeFileSync(at, content);
  return { path: at, label: "m/model.safetensors.index.json", byteLength: content.length };
}
const read = (content: string | Uint8Array) => readTensors(fileOf(content));

test("the tensors of all files are one dict, each with its own numbers", () => {
  const source = read(JSON.stringify(good));
  expect([...source.tensors.keys()]).toEqual(["a", "b", "c"]);
  for (const [name, value] of [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ] as const)
    expect(Array.from(readTensor(requireTensor(source, name, [2])))).toEqual([value, value]);
  const names = filesOfTensors(source.file).map((file) => path.basename(file.path));
  expect(names).toEqual(["model.safetensors.index.json", "1.safetensors", "2.safetensors"]);
});

test("where one of the files has doubles, all are read as float32", () => {
  const name = "doubles.safetensors";
  const bytes = new Uint8Array(Float64Array.of(0.1, -2).buffer);
  writeSafetensors(path.join(folder, name), [{ name: "c", dtype: "F64", shape: [2], make: () => bytes }]);
  const source = read(JSON.stringify({ weight_map: { ...good.weight_map, c: name } }));
  expect(Array.from(readTensor(requireTensor(source, "b", [2])))).toEqual([2, 2]);
  expect(Array.from(readTensor(requireTensor(source, "c", [2])))).toEqual([Math.fround(0.1), -2]);
  const files = [...source.tensors.values()].map(({ file }) => (file ?? source.file).path);
  expect(new Set(files.map((file) => path.dirname(file))).size).toBe(1);
});

test.each<[string, Record<string, string>, string]>([
  [
    "a tensor that is nowhere",
    { ...good.weight_map, d: "2.safetensors" },
    "tensor d: the index has it in 2.safetensors, where it is not",
  ],
  [
    "a tensor in another file",
    { ...good.weight_map, b: "2.safetensors" },
    "tensor b: it is in 1.safetensors, but the index has it in 2.safetensors",
  ],
  [
    "a tensor it does not name",
    { a: "1.safetensors", c: "2.safetensors" },
    "tensor b: it is in 1.safetensors, but the index does not name it",
  ],
  [
    "a tensor twice",
    { ...good.weight_map, d: "again.safetensors" },
    "tensor a: it is in 1.safetensors and again in again.safetensors",
  ],
  [
    "a missing file",
    { ...good.weight_map, c: "5.safetensors" },
    "m/5.safetensors is missing: model.safetensors.index.json has tensors in it",
  ],
  [
    "a file above",
    { ...good.weight_map, c: "../2.safetensors" },
    "it names ../2.safetensors, which is no file beside it",
  ],
  [
    "a file below",
    { ...good.weight_map, c: "below/3.safetensors" },
    "it names below/3.safetensors, which is no file beside it",
  ],
  [
    "an absolute path",
    { ...good.weight_map, c: "/etc/passwd" },
    "it names /etc/passwd, which is no file beside it",
  ],
  [
    "a link that leads elsewhere",
    { ...good.weight_map, c: "link.safetensors" },
    "it names link.safetensors, which is a link that leads elsewhere",
  ],
  ["a folder", { ...good.weight_map, c: "below" }, "it names below, which is not a regular file"],
  [
    "itself",
    { ...good.weight_map, c: "model.safetensors.index.json" },
    "it is JSON, and not a file of tensors",
  ],
  ["nothing", {}, "it names no tensor"],
])("an index that names %s is refused", (_, weight_map, message) => {
  expect(() => read(JSON.stringify({ ...good, weight_map }))).toThrow(message);
});

test("an index with a tensor twice is refused", () => {
  expect(() => read('{"weight_map":{"a":"1.safetensors","a":"2.safetensors"}}')).toThrow(
    'the key "a" stands twice',
  );
});

test("600 indexes a few changes from a good one are read as what they say, or refused in a sentence", () => {
  const text = JSON.stringify(good);
  const counts = { read: 0, refused: 0 };
  const change = fc.record({ place: fc.nat(text.length - 1), byte: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const bad = Buffer.from(text);
      for (const { place, byte } of changes) bad[place] = byte;
      try {
        expect([...read(bad).tensors.keys()]).toEqual(["a", "b", "c"]);
        counts.read += 1;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        expect(error.message).toMatch(/^[^\p{Cc}]{10,1500}[.]$/u);
        counts.refused += 1;
      }
    }),
    { numRuns: 600, seed: 5 },
  );
  expect(counts.read).toBeGreaterThan(5);
  expect(counts.refused).toBeGreaterThan(100);
});

test("a model in shards gives what it gives in one file, and its checksum has all of them", async () => {
  const runtime = await openRuntime({ provider: "cpu" });
  const variant = new ModelVariant();
  try {
    const weight_map: Record<string, string> = {};
    variant.editTensors("model.safetensors", (stored) => {
      const named = [...stored];
      for (const [i, half] of [named.slice(0, 20), named.slice(20)].entries()) {
        for (const [name] of half) weight_map[name] = `part-${i}.safetensors`;
        writeSafetensors(
          path.join(variant.folder, `part-${i}.safetensors`),
          half.map(([name, { dtype, shape, bytes }]) => ({ name, dtype, shape, make: () => bytes })),
        );
      }
      return stored;
    });
    variant.write("model.safetensors.index.json", JSON.stringify({ metadata: {}, weight_map }));
    variant.editJson("manifest.json", (manifest) => ({
      ...manifest,
      files: { config: "config.json", weights: "model.safetensors.index.json", tokenizer: "tokenizer.json" },
    }));
    const [ours, bundled] = [
      await openModel(variant.folder, { runtime }),
      await openModel(bundledModel, { runtime }),
    ];
    const tokens = bundled.tokenize("Once upon a time").map(({ id }) => id);
    expect(await ours.run(tokens)).toEqual(await bundled.run(tokens));
    await ours.close();
    await bundled.close();
    const { checksum } = await describeModel(variant.folder);
    const part = path.join(variant.folder, "part-1.safetensors");
    variant.editTensors("part-1.safetensors", (stored) => {
      const [first] = stored.values();
      if (first?.bytes[0] !== undefined) first.bytes[0] ^= 1;
      return stored;
    });
    expect((await describeModel(variant.folder)).checksum, part).not.toBe(checksum);
  } finally {
    variant.remove();
  }
});
