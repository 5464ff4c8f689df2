import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { EngineError } from "../errors";
import { openModel } from "../model";
import { bundledModel, ModelVariant } from "../oracle/model-variant";
import {
  global,
  pickleOf,
  pickleWithSettings,
  recordsOf,
  type TorchTensor,
  writePyTorch,
  zipped,
} from "../oracle/write-pytorch";
import { openRuntime } from "../runtime";
import { readTensor, requireTensor } from "../weights/safetensors";
import { readSettings, readTensors } from "./read-tensors";

const folder = mkdtempSync(path.join(tmpdir(), "pytorch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = Float32Array.from({ length: 12 }, (_, i) => i / 4 - 1);
const bytes = new Uint8Array(numbers.buffer);
const W: TorchTensor = { name: "W_enc", storage: "FloatStorage", shape: [3, 4], bytes };
const ids: TorchTensor = { name: "ids", storage: "LongStorage", shape: [2], bytes: new Uint8Array(16) };
const good = zipped(recordsOf([W, ids]));

function read(content: Uint8Array) {
  const at = path.join(folder, "weights.pt");
  writeFileSync(at, content);
  return readTensors({ path: at, label: "weights.pt", byteLength: content.length });
}

test("tensors are found where they lie, with their numbers", () => {
  const file = read(good);
  expect(Array.from(readTensor(requireTensor(file, "W_enc", [3, 4])))).toEqual(Array.from(numbers));
  expect(file.tensors.get("ids")).toMatchObject({ dtype: "I64", shape: [2], byteLength: 16 });
});

test("settings beside a dict of tensors are read as plain values, and the tensors are found as ever", () => {
  const said = {
    model_name: "gpt2-small",
    hook_point_layer: 8,
    hook_point_head_index: null,
    lr: 4e-4,
    is_transcoder: true,
  };
  const content = zipped(recordsOf([W, ids], pickleWithSettings([W, ids], said)));
  expect(Array.from(readTensor(requireTensor(read(content), "W_enc", [3, 4])))).toEqual(Array.from(numbers));
  const at = path.join(folder, "weights.pt");
  const settings = readSettings({ path: at, label: "weights.pt", byteLength: content.length });
  expect(Object.fromEntries(settings ?? [])).toEqual({
    ...said,
    ...{ device: "cuda", dtype: { is: "name", name: "torch.float32" }, use_ghost_grads: [false] },
  });
  read(good);
  expect(readSettings({ path: at, label: "weights.pt", byteLength: good.length })).toBeNull();
});

/** `pickle.dumps({"cfg": ..., "state_dict": {}}, 2)` of Python 3, of an object of a class by that name. */
const byPython = [
  "gAJ9cQAoWAMAAABjZmdxAWNzYWVfdHJhaW5pbmcuY29uZmlnCkxhbmd1YWdlTW9kZWxTQUVSdW5uZXJDb25maWcKcQIpgXEDfXEE",
  "KFgKAAAAbW9kZWxfbmFtZXEFWAoAAABncHQyLXNtYWxscQZYCgAAAGhvb2tfcG9pbnRxB1gcAAAAYmxvY2tzLjgubG4yLmhvb2tf",
  "bm9ybWFsaXplZHEIWBAAAABob29rX3BvaW50X2xheWVycQlLCFgVAAAAaG9va19wb2ludF9oZWFkX2luZGV4cQpOWAQAAABkX2lu",
  "cQtNAANYBAAAAHNlZWRxDEsqWAYAAABkZXZpY2VxDWN0b3JjaApkZXZpY2UKcQ5YBAAAAGN1ZGFxD4VxEFJxEVgFAAAAZHR5cGVx",
  "EmN0b3JjaApmbG9hdDMyCnETWA0AAABpc190cmFuc2NvZGVycRSIWA4AAABvdXRfaG9va19wb2ludHEVWBUAAABibG9ja3MuOC5o",
  "b29rX21scF9vdXRxFlgUAAAAb3V0X2hvb2tfcG9pbnRfbGF5ZXJxF0sIWAUAAABkX291dHEYTQADWA4AAABsMV9jb2VmZmljaWVu",
  "dHEZRz8iWZ7XxvvSWA8AAAB1c2VfZ2hvc3RfZ3JhZHNxGomFcRtYAwAAAGJpZ3EcigUAyBeoBFgCAAAAbHJxHUc/Ojbi6xxDLXVi",
  "WAoAAABzdGF0ZV9kaWN0cR59cR91Lg==",
].join("");

test("settings as Python itself writes them are read", () => {
  const content = zipped(recordsOf([], Buffer.from(byPython, "base64")));
  expect(read(content).tensors.size).toBe(0);
  const at = path.join(folder, "weights.pt");
  const settings = readSettings({ path: at, label: "weights.pt", byteLength: content.length });
  expect(Object.fromEntries(settings ?? [])).toMatchObject({
    ...{ model_name: "gpt2-small", hook_point: "blocks.8.ln2.hook_normalized", hook_point_layer: 8 },
    ...{
      hook_point_head_index: null,
      is_transcoder: true,
      d_in: 768,
      l1_coefficient: 1.4e-4,
      device: "cuda",
    },
  });
});

/** The pickle of a dict of tensors of protocol 4, by Python 3. */
const ofProtocol4 = [
  "gASVzQAAAAAAAACMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpQojAVXX2VuY5SMDHRvcmNoLl91dGlsc5SMEl9yZWJ1aWxk",
  "X3RlbnNvcl92MpSTlCgojAdzdG9yYWdllIwFdG9yY2iUjAxGbG9hdFN0b3JhZ2WUk5SMATCUjANjcHWUSwx0lFFLAEsDSwSGlEsESwGG",
  "lIloAilSlHSUUpSMBWJfZW5jlGgHKChoCGgLjAExlGgNSwN0lFFLAEsDhZRLAYWUiWgCKVKUdJRSlHUu",
].join("");

test("tensors whose pickle is of protocol 4 are found", () => {
  const bias: TorchTensor = {
    name: "b_enc",
    storage: "FloatStorage",
    shape: [3],
    bytes: bytes.subarray(0, 12),
  };
  const file = read(zipped(recordsOf([W, bias], Buffer.from(ofProtocol4, "base64"))));
  expect(Array.from(readTensor(requireTensor(file, "W_enc", [3, 4])))).toEqual(Array.from(numbers));
  expect(Array.from(readTensor(requireTensor(file, "b_enc", [3])))).toEqual([-1, -0.75, -0.5]);
});

test("a model whose weights PyTorch saved gives what the same weights give in safetensors", async () => {
  const runtime = await openRuntime({ provider: "cpu" });
  const variant = new ModelVariant();
  try {
    const tensors: TorchTensor[] = [];
    variant.editTensors("model.safetensors", (stored) => {
      for (const [name, { dtype, shape, bytes }] of stored) {
        const storage = {
          F64: "DoubleStorage",
          F32: "FloatStorage",
          F16: "HalfStorage",
          BF16: "BFloat16Storage",
        }[dtype];
        tensors.push({ name, storage, shape, bytes: Uint8Array.from(bytes) });
      }
      return stored;
    });
    writePyTorch(path.join(variant.folder, "pytorch_model.bin"), tensors);
    variant.editJson("manifest.json", (manifest) => ({
      ...manifest,
      files: { config: "config.json", weights: "pytorch_model.bin", tokenizer: "tokenizer.json" },
    }));
    const [ours, bundled] = [
      await openModel(variant.folder, { runtime }),
      await openModel(bundledModel, { runtime }),
    ];
    const tokens = bundled.tokenize("Once upon a time").map(({ id }) => id);
    expect(await ours.run(tokens)).toEqual(await bundled.run(tokens));
    await ours.close();
    await bundled.close();
  } finally {
    variant.remove();
  }
});

const withPickle = (pickle: Uint8Array) => zipped(recordsOf([W], pickle));
const call = (module: string, name: string): Uint8Array =>
  Buffer.concat([Buffer.from([0x80, 2]), global(module, name), Buffer.from("X\x01\0\0\0a\x85R.", "latin1")]);

test.each<[string, Uint8Array, string]>([
  [
    "a command",
    withPickle(call("posix", "system")),
    "its pickle names posix.system, which is no tensor and no plain value, and is never called",
  ],
  ["code", withPickle(call("builtins", "eval")), "its pickle names builtins.eval"],
  ["a module of its own", withPickle(call("__main__", "Sae")), "its pickle names __main__.Sae"],
  [
    "a storage that is called",
    withPickle(call("torch", "FloatStorage")),
    "its pickle calls torch.FloatStorage, which is not done",
  ],
  [
    "the making of an object",
    withPickle(Buffer.from([0x80, 2, 0x81, 0x2e])),
    "its pickle takes what it did not put",
  ],
  [
    "another object",
    withPickle(
      Buffer.concat([Buffer.from([0x80, 2]), global("torch", "device"), Buffer.from(")\x81.", "latin1")]),
    ),
    "its pickle makes an object",
  ],
  [
    "a device made of lists in lists",
    // Each list holds the one before twice: written out, 2 to the 60 of them.
    withPickle(
      Buffer.concat([
        Buffer.from([0x80, 2]),
        global("torch", "device"),
        Buffer.from(`]${"q\x000](h\x00h\x00e".repeat(60)}\x85R.`, "latin1"),
      ]),
    ),
    "its pickle has a device that is none",
  ],
  [
    "settings made of something",
    withPickle(
      Buffer.concat([
        Buffer.from([0x80, 2]),
        global("sae_training.config", "LanguageModelSAERunnerConfig"),
        Buffer.from("K\x01\x85\x81.", "latin1"),
      ]),
    ),
    "its pickle makes an object",
  ],
  [
    "settings of another kind",
    withPickle(pickleWithSettings([W], {}, global("sae_training.config", "RunnerConfig"))),
    "its pickle names sae_training.config.RunnerConfig",
  ],
  [
    "settings whose attributes are no dict",
    withPickle(
      Buffer.concat([
        Buffer.from([0x80, 2]),
        global("sae_training.config", "LanguageModelSAERunnerConfig"),
        Buffer.from(")\x81K\x01b.", "latin1"),
      ]),
    ),
    "its pickle sets up an object",
  ],
  [
    "settings alone",
    withPickle(
      Buffer.concat([
        Buffer.from([0x80, 2]),
        global("sae_training.config", "LanguageModelSAERunnerConfig"),
        Buffer.from(")\x81.", "latin1"),
      ]),
    ),
    "it holds something else than a dict of tensors",
  ],
  ["an old kind of call", withPickle(Buffer.from("(S'a'\nios\nsystem\n.")), "which is not read"],
  ["an end before its end", withPickle(pickleOf([W]).subarray(0, 12)), "its pickle is cut off"],
  [
    "a list in place of tensors",
    withPickle(Buffer.from([0x80, 2, 0x5d, 0x2e])),
    "it holds something else than a dict of tensors",
  ],
  [
    "a text among tensors",
    withPickle(Buffer.from("\x80\x02}X\x01\0\0\0aX\x01\0\0\0bs.", "latin1")),
    "tensor a: it is no tensor. Save the state_dict alone",
  ],
  [
    "numbers that count negative",
    zipped(recordsOf([{ ...W, metadata: true }])),
    "its pickle has a tensor whose numbers mean something else than they are",
  ],
  [
    "a transposed tensor",
    zipped(recordsOf([{ ...W, shape: [4, 3], stride: [1, 4] }])),
    "tensor W_enc: it does not lie in the file row by row",
  ],
  [
    "a shape beyond its numbers",
    zipped(recordsOf([{ ...W, shape: [4, 4], elements: 12 }])),
    "tensor W_enc: its shape [4,4] does not fit into its numbers",
  ],
  [
    "fewer numbers than it says",
    zipped(recordsOf([{ ...W, bytes: bytes.subarray(0, 44) }])),
    "tensor W_enc: its 12 numbers take 48 bytes, but there are 44",
  ],
  [
    "numbers that are missing",
    zipped(recordsOf([W]).filter(([name]) => name !== "archive/data/0")),
    "tensor W_enc: its numbers, data/0, are missing",
  ],
  [
    "the other order of bytes",
    zipped(
      recordsOf([W]).map(([name, content]) => [name, name.endsWith("order") ? Buffer.from("big") : content]),
    ),
    "its numbers are not little-endian",
  ],
  ["packed records", zipped(recordsOf([W]), 8), "its records are packed, which PyTorch's are not"],
  [
    "one name twice",
    zipped([...recordsOf([W]), ["archive/data/0", bytes]]),
    "two of its records have one name",
  ],
  ["another zip", zipped([["readme.txt", bytes]]), "it is a zip archive, but none that torch.save wrote"],
  [
    "something behind its end",
    Buffer.concat([good, Buffer.from("x")]),
    "it is a zip archive that is cut off or has something behind it",
  ],
])("with %s it is refused by name", (_, content, message) => {
  expect(() => read(content)).toThrow(message);
});

test("a tensor of whole numbers is refused where weights are needed", () => {
  const file = read(zipped(recordsOf([{ name: "W", storage: "LongStorage", shape: [6], bytes }])));
  expect(() => requireTensor(file, "W", [6])).toThrow("its dtype is I64; F64, F32, F16 and BF16 are read");
});

test("1,000 files a few changes from a good one are each read as tensors that lie in them, or refused in a sentence", () => {
  const at = (size: number) => fc.nat(size - 1);
  const change = fc.record({ place: at(good.length), byte: fc.nat(255) });
  const counts = { read: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, at(good.length)),
      (changes, cut) => {
        const bad = Buffer.from(good);
        for (const { place, byte } of changes) bad[place] = byte;
        const content = cut === null ? bad : bad.subarray(0, cut);
        try {
          for (const { offset, byteLength } of read(content).tensors.values())
            expect(offset + byteLength).toBeLessThanOrEqual(content.length);
          counts.read += 1;
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          expect(error.message).toMatch(/^[^\p{Cc}]{10,1500}[.]$/u);
          counts.refused += 1;
        }
      },
    ),
    { numRuns: 1_000, seed: 5 },
  );
  expect(counts.read).toBeGreaterThan(30);
  expect(counts.refused).toBeGreaterThan(30);
});

test.each([
  ["tensors", pickleOf([W, ids])],
  ["settings and tensors", pickleWithSettings([W, ids], { model_name: "gpt2-small", d_in: 3, lr: 0.1 })],
])("the same of its pickle of %s alone, which decides the most", (_, pickle) => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ place: fc.nat(pickle.length - 1), byte: fc.nat(255) }), {
        minLength: 1,
        maxLength: 4,
      }),
      (changes) => {
        const bad = Buffer.from(pickle);
        for (const { place, byte } of changes) bad[place] = byte;
        try {
          const content = zipped(recordsOf([W, ids], bad));
          read(content);
          readSettings({
            path: path.join(folder, "weights.pt"),
            label: "weights.pt",
            byteLength: content.length,
          });
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
        }
      },
    ),
    { numRuns: 1_000, seed: 6 },
  );
});
