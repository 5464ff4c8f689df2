import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { EngineError } from "../errors";
import { global, legacyPyTorch, pickleOf, type TorchTensor } from "../oracle/write-pytorch";
import { keepMadeFilesIn } from "../weights/made-files";
import { readTensor, requireTensor } from "../weights/safetensors";
import { readTensors } from "./read-tensors";

const folder = mkdtempSync(path.join(tmpdir(), "legacy-"));
keepMadeFilesIn(path.join(folder, "made"));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = Float32Array.from({ length: 12 }, (_, i) => i / 4 - 1);
const W: TorchTensor = {
  ...{ name: "W_enc", storage: "FloatStorage", shape: [3, 4] },
  bytes: new Uint8Array(numbers.buffer),
};
const half: TorchTensor = {
  name: "b",
  storage: "HalfStorage",
  shape: [3],
  bytes: Uint8Array.of(0, 60, 0, 64, 0, 66),
};
const doubles: TorchTensor = {
  ...{ name: "d", storage: "DoubleStorage", shape: [2] },
  bytes: new Uint8Array(Float64Array.of(1.5, -2).buffer),
};
const good = legacyPyTorch([W, half, doubles]);

let count = 0;
function read(content: Uint8Array) {
  const at = path.join(folder, `${count++}.pt`);
  writeFileSync(at, content);
  return readTensors({ path: at, label: "weights.pt", byteLength: content.length });
}

test("tensors of every width are read with their numbers, wherever they stand", () => {
  const file = read(good);
  const values = (name: string, shape: number[]) => Array.from(readTensor(requireTensor(file, name, shape)));
  expect(values("W_enc", [3, 4])).toEqual(Array.from(numbers));
  expect(values("b", [3])).toEqual([1, 2, 3]);
  expect(values("d", [2])).toEqual([1.5, -2]);
});

/** What `torch.save` writes with `pickle_protocol=4` and without its newer form, its pickles by Python 3. */
const ofProtocol4 = [
  "gASVDQAAAAAAAACKCmz8nEb5IGqoUBkugASVBAAAAAAAAABN6QMugASVWAAAAAAAAAB9lCiMEHByb3RvY29sX3ZlcnNpb26UTekDjA1s",
  "aXR0bGVfZW5kaWFulIiMCnR5cGVfc2l6ZXOUfZQojAVzaG9ydJRLAowDaW50lEsEjARsb25nlEsEdXUugASVzwAAAAAAAACMC2NvbGxl",
  "Y3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpQojAVXX2VuY5SMDHRvcmNoLl91dGlsc5SMEl9yZWJ1aWxkX3RlbnNvcl92MpSTlCgojAdz",
  "dG9yYWdllIwFdG9yY2iUjAxGbG9hdFN0b3JhZ2WUk5SMATCUjANjcHWUSwxOdJRRSwBLA0sEhpRLBEsBhpSJaAIpUpR0lFKUjAViX2Vu",
  "Y5RoBygoaAhoC4wBMZRoDUsDTnSUUUsASwOFlEsBhZSJaAIpUpR0lFKUdS6ABJUNAAAAAAAAAF2UKIwBMJSMATGUZS4MAAAAAAAAAAAA",
  "gL8AAEC/AAAAvwAAgL4AAAAAAACAPgAAAD8AAEA/AACAPwAAoD8AAMA/AADgPwMAAAAAAAAAAACAPwAAAEAAAEBA",
].join("");

test.each([3, 4, 5])("a file whose pickles are of protocol %i is read as any other", (protocol) => {
  const written = Buffer.from(ofProtocol4, "base64").toString("latin1");
  const content = Buffer.from(
    written.replaceAll("\x80\x04", `\x80${String.fromCharCode(protocol)}`),
    "latin1",
  );
  const file = read(content);
  expect([...file.tensors.keys()]).toEqual(["W_enc", "b_enc"]);
  expect(Array.from(readTensor(requireTensor(file, "W_enc", [3, 4])))).toEqual(Array.from(numbers));
  expect(Array.from(readTensor(requireTensor(file, "b_enc", [3])))).toEqual([1, 2, 3]);
});

const head = Buffer.from("80028a0a6cfc9c46f9206aa850192e80024de9032e", "hex");
const behind = (...parts: Uint8Array[]) => Buffer.concat([head, ...parts]);
const pickle = (...parts: Uint8Array[]) =>
  Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from(".")]);
const call = pickle(global("posix", "system"), Buffer.from("X\x01\0\0\0a\x85R", "latin1"));

test.each<[string, Uint8Array, string]>([
  [
    "a command in the place of the system's description",
    behind(call),
    "its pickle names posix.system, which is no tensor and no plain value, and is never called",
  ],
  [
    "a command in the place of tensors",
    behind(pickle(Buffer.from("}")), call),
    "its pickle names posix.system",
  ],
  [
    "a command in the place of the keys",
    behind(pickle(Buffer.from("}")), pickleOf([W], true), call),
    "its pickle names posix.system",
  ],
  [
    "a command as protocol 4 names it",
    behind(
      pickle(Buffer.from("}")),
      Buffer.from("\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93.", "latin1"),
    ),
    "its pickle names posix.system",
  ],
  [
    "numbers that are a part of others",
    legacyPyTorch([{ ...W, view: true }]),
    "its numbers are a part of others, as PyTorch before 0.4 wrote them",
  ],
  [
    "another order of bytes",
    behind(
      pickle(Buffer.from("}X\x0d\0\0\0little_endian\x89s", "latin1")),
      pickleOf([W], true),
      pickle(Buffer.from("]")),
    ),
    "its numbers are not little-endian",
  ],
  [
    "numbers that are not listed",
    behind(pickle(Buffer.from("}")), pickleOf([W], true), pickle(Buffer.from("]"))),
    "its numbers, data/0, are missing",
  ],
  ["an end before its data's", good.subarray(0, good.length - 4), "before its data does"],
  [
    "something behind its data",
    Buffer.concat([good, Buffer.from("x")]),
    "1 bytes at its end belong to no tensor",
  ],
  ["a count that differs", legacyPyTorch([{ ...W, elements: 13 }]), "tensor W_enc"],
])("with %s it is refused by name", (_, content, message) => {
  if (message === "tensor W_enc") expect(() => read(content)).toThrow(EngineError);
  else expect(() => read(content)).toThrow(message);
});

test("1,000 files a few changes from a good one are read as tensors of their size, or refused in a sentence", () => {
  const counts = { read: 0, refused: 0 };
  const change = fc.record({ place: fc.nat(good.length - 1), byte: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, fc.nat(good.length - 1)),
      (changes, cut) => {
        const bad = Buffer.from(good);
        for (const { place, byte } of changes) bad[place] = byte;
        try {
          for (const { byteLength } of read(cut === null ? bad : bad.subarray(0, cut)).tensors.values())
            expect(byteLength).toBeLessThanOrEqual(2 * good.length);
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
  expect(counts.refused).toBeGreaterThan(100);
});
