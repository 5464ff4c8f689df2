import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { EngineError } from "../errors";
import { type NpyArray, npyOf, npzOf, zipOf } from "../oracle/write-npz";
import { readTensors } from "../pytorch/read-tensors";
import { keepMadeFilesIn } from "../weights/made-files";
import { readScalar } from "../weights/numbers";
import { readTensor, requireTensor } from "../weights/safetensors";

const folder = mkdtempSync(path.join(tmpdir(), "npz-"));
keepMadeFilesIn(path.join(folder, "made"));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = Float32Array.from({ length: 12 }, (_, i) => i / 4 - 1);
const bytes = new Uint8Array(numbers.buffer);
const W: NpyArray = { name: "w_enc", descr: "<f4", shape: [3, 4], bytes };
const b: NpyArray = { name: "b_enc", descr: "<f8", shape: [4], bytes: new Uint8Array(32) };
const whole: NpyArray = { name: "k", descr: "<i8", shape: [], bytes: Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0) };

let count = 0;
function read(content: Uint8Array) {
  const at = path.join(folder, `${count++}.npz`);
  writeFileSync(at, content);
  return readTensors({ path: at, label: "params.npz", byteLength: content.length });
}
const valuesOf = (file: ReturnType<typeof read>, name: string, shape: number[]) =>
  Array.from(readTensor(requireTensor(file, name, shape)));

test.each([false, true])("arrays are read with their numbers (packed: %s)", (packed) => {
  const file = read(npzOf([W, b, whole], packed));
  expect(valuesOf(file, "w_enc", [3, 4])).toEqual(Array.from(numbers));
  expect(valuesOf(file, "b_enc", [4])).toEqual([0, 0, 0, 0]);
  expect(file.tensors.get("k")).toMatchObject({ dtype: "I64", shape: [] });
  expect(readScalar(file, "k")).toBe(7);
});

test("an array that lies column by column is read row by row", () => {
  const [values = []] = [read(npzOf([{ ...W, byColumns: true }]))].map((file) =>
    valuesOf(file, "w_enc", [3, 4]),
  );
  expect(values).toEqual(Array.from({ length: 12 }, (_, at) => numbers[(at % 4) * 3 + Math.floor(at / 4)]));
});

test("whole numbers that lie column by column are refused", () => {
  const turned: NpyArray = { ...W, descr: "|i1", bytes: new Uint8Array(12), byColumns: true };
  expect(() => read(npzOf([turned]))).toThrow("it has whole numbers that lie column by column");
});

test("a matrix as it is often kept, of a megabyte, is read packed", () => {
  const large = Float32Array.from({ length: 300_000 }, (_, i) => Math.sin(i));
  const file = read(
    npzOf([{ name: "w", descr: "<f4", shape: [300, 1_000], bytes: new Uint8Array(large.buffer) }], true),
  );
  expect(valuesOf(file, "w", [300, 1_000])).toEqual(Array.from(large));
});

test("what is still there of a changed file is not what was made of the one before", () => {
  const at = path.join(folder, "changed.npz");
  const readAgain = (array: NpyArray) => {
    const content = npzOf([array]);
    writeFileSync(at, content);
    return valuesOf(readTensors({ path: at, label: "a", byteLength: content.length }), "w_enc", [3, 4]);
  };
  expect(readAgain(W)).toEqual(Array.from(numbers));
  const other = numbers.map((value) => value + 1);
  expect(readAgain({ ...W, bytes: new Uint8Array(other.buffer) })).toEqual(Array.from(other));
});

const withHeader = (change: (text: string) => string): Buffer => {
  const array = npyOf(W);
  const header = change(array.toString("latin1", 10, 128)).slice(0, 118);
  return zipOf([["w_enc.npy", Buffer.concat([array.subarray(0, 10), Buffer.from(header, "latin1"), bytes])]]);
};
/** Bytes that unpack to 200 MB. */
const bomb = npzOf([{ ...W, shape: [50_000_000], bytes: new Uint8Array(200_000_000) }], true);

test.each<[string, Uint8Array, string]>([
  [
    "objects of Python",
    npzOf([{ ...W, descr: "|O" }]),
    "tensor w_enc: it holds objects of Python, which are pickles and are never read",
  ],
  ["another order of bytes", npzOf([{ ...W, descr: ">f4" }]), "its numbers are big-endian"],
  ["texts", npzOf([{ ...W, descr: "<U3" }]), "its type <U3 is not read"],
  ["complex numbers", npzOf([{ ...W, descr: "<c8" }]), "its type <c8 is not read"],
  [
    "fields",
    withHeader((text) => text.replace("'<f4'", "[('a', '<f4')]")),
    "its elements are records of several fields",
  ],
  [
    "something to evaluate",
    withHeader((text) => text.replace("(3, 4)", "exit()")),
    "its header is not as numpy.save writes it",
  ],
  [
    "a shape that is too large",
    npzOf([{ ...W, shape: [4, 4] }]),
    "its shape [4,4] takes 64 bytes, but there are 48",
  ],
  ["a shape that overflows", npzOf([{ ...W, shape: [1e14, 1e14] }]), "takes"],
  [
    "a pickle beside",
    zipOf([
      ["w_enc.npy", npyOf(W)],
      ["data.pkl", bytes],
    ]),
    "its record data.pkl is no array of NumPy",
  ],
  ["a path", zipOf([["../w.npy", npyOf(W)]]), "its record ../w.npy is no array of NumPy"],
  ["no array", zipOf([["w.npy", bytes]]), "it is no array of NumPy"],
  ["not a number", npzOf([{ ...W, shape: [1], bytes: Uint8Array.of(0, 0, 192, 127) }]), ""],
])("%s are refused by name", (_, content, message) => {
  if (message === "") {
    const file = read(content);
    expect(() => readTensor(requireTensor(file, "w_enc", [1]))).toThrow("its element 0 is NaN or infinite");
  } else expect(() => read(content)).toThrow(message);
});

test("what unpacks to far more than it says is refused before it is unpacked, and takes no more memory than it says", () => {
  expect(bomb.length).toBeLessThan(400_000);
  const lying = Buffer.from(bomb);
  const central = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  lying.writeUInt32LE(1_000, central + 24);
  expect(() => read(lying)).toThrow("its shape [50000000] takes 200000000 bytes, but there are 872");
});

test.each([false, true])(
  "600 files a few changes from a good one are read or refused in a sentence (packed: %s)",
  (packed) => {
    const good = npzOf([W, b], packed);
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
            const { tensors } = read(cut === null ? bad : bad.subarray(0, cut));
            for (const { shape, byteLength } of tensors.values())
              expect(4 * shape.reduce((product, size) => product * size, 1)).toBe(byteLength);
            counts.read += 1;
          } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            expect(error.message).toMatch(/^[^\p{Cc}]{10,1500}[.]$/u);
            counts.refused += 1;
          }
        },
      ),
      { numRuns: 600, seed: 5 },
    );
    expect(counts.read).toBeGreaterThan(20);
    expect(counts.refused).toBeGreaterThan(100);
  },
);
