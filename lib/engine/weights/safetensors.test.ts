import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { toStored } from "../oracle/storage";
import { toFloat32 } from "./number-formats";
import { checkFinite, readSafetensors, readTensor, requireTensor } from "./safetensors";
import { writeSafetensors } from "./write-safetensors";

const folder = mkdtempSync(path.join(tmpdir(), "safetensors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, "w.safetensors");
const open = () => readSafetensors({ path: file, label: "m/w.safetensors", byteLength: statSync(file).size });

/** Writes a file from a header of any shape; `data` bytes of zeros follow. */
function write(header: unknown, data: number): void {
  const json = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(json.length));
  writeFileSync(file, Buffer.concat([size, json, Buffer.alloc(data)]));
}

const entry = (shape: number[], begin: number, end: number, dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

test.each(["F32", "F16", "BF16"] as const)("%s tensors come back as they were stored", (dtype) => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, min: -60_000, max: 60_000 }), { minLength: 1 }),
      (values) => {
        const stored = toStored(Float32Array.from(values), dtype);
        writeSafetensors(file, [
          { name: "a", dtype: "F32", shape: [1], make: () => new Uint8Array(4) },
          { name: "b", dtype, shape: [values.length], make: () => stored },
        ]);
        const read = readTensor(requireTensor(open(), "b", [values.length]));
        expect(read).toEqual(toFloat32(stored, dtype));
        const precision = { F32: 0, F16: 2 ** -11, BF16: 2 ** -8 }[dtype];
        // Below 2^-14 float16 has a fixed step of 2^-24.
        for (const [i, value] of values.entries()) {
          expect(Math.abs(read[i] - value)).toBeLessThanOrEqual(
            precision * Math.abs(value) + (dtype === "F16" ? 2 ** -25 : 0) + (dtype === "BF16" ? 1e-40 : 0),
          );
        }
      },
    ),
  );
});

describe("a hostile header is refused with the file, the tensor and the reason:", () => {
  test.each([
    ["offsets past the end", { a: entry([4], 0, 16) }, 12, "tensor a: it ends at byte"],
    [
      "overlapping tensors",
      { a: entry([4], 0, 16), b: entry([4], 12, 28) },
      28,
      "tensor b: it overlaps tensor a",
    ],
    ["the same bytes twice", { a: entry([4], 0, 16), b: entry([4], 0, 16) }, 16, "overlaps tensor"],
    [
      "a hole",
      { a: entry([1], 0, 4), b: entry([1], 8, 12) },
      12,
      "tensor b: 4 bytes before it belong to no tensor",
    ],
    ["bytes left over", { a: entry([1], 0, 4) }, 9, "5 bytes at its end belong to no tensor"],
    [
      "offsets that run backwards",
      { a: entry([1], 4, 0) },
      4,
      "tensor a: its data_offsets [4,0] run backwards",
    ],
    [
      "a shape that disagrees",
      { a: entry([3], 0, 8) },
      8,
      "tensor a: its shape [3] of F32 takes 12 bytes, but it is given 8",
    ],
    ["a negative size", { a: entry([-1], 0, 4) }, 4, "tensor a: its shape [-1] is not a list of sizes"],
    ["a fractional size", { a: entry([1.5], 0, 6) }, 6, "is not a list of sizes"],
    ["an astronomical shape", { a: entry([2 ** 40, 2 ** 40], 0, 4) }, 4, "is absurd"],
    [
      "an unknown dtype",
      { a: entry([1], 0, 4, "constructor") },
      4,
      'tensor a: its dtype "constructor" is unknown',
    ],
    [
      "no offsets",
      { a: { dtype: "F32", shape: [1] } },
      4,
      "tensor a: its data_offsets undefined are not a pair",
    ],
    ["an entry that is no object", { a: 7 }, 0, "tensor a: its entry is not an object"],
    ["a list", [1], 0, "its header is not a JSON object"],
    ["text that is not JSON", "{", 0, "it is not valid JSON"],
    [
      "a tensor named twice",
      `{"a": ${JSON.stringify(entry([1], 0, 4))}, "a": ${JSON.stringify(entry([1], 4, 8))}}`,
      8,
      'the key "a" stands twice',
    ],
  ])("%s", (_, header, data, reason) => {
    write(header, data);
    expect(open).toThrow(reason);
    expect(open).toThrow(/^m\/w\.safetensors/);
  });

  test("a length of 2 GiB", () => {
    const bytes = Buffer.alloc(64);
    bytes.writeBigUInt64LE(2n ** 31n);
    writeFileSync(file, bytes);
    expect(open).toThrow("its header claims 2147483648 bytes, and 25000000 is the most that is read");
  });

  test("a length beyond the file's end", () => {
    const bytes = Buffer.alloc(64);
    bytes.writeBigUInt64LE(1_000n);
    writeFileSync(file, bytes);
    expect(open).toThrow("its header claims 1000 bytes, but the file ends after 64");
  });

  test("an empty file", () => {
    writeFileSync(file, "");
    expect(open).toThrow("it has 0 bytes, too few for a safetensors file");
  });
});

test("a tensor that is missing, of another shape or of another type is refused by name", () => {
  write({ a: entry([2, 3], 0, 24), n: entry([3], 24, 48, "I64") }, 48);
  expect(() => requireTensor(open(), "b", [1])).toThrow("m/w.safetensors, tensor b: it is missing.");
  expect(() => requireTensor(open(), "a", [3, 2])).toThrow(
    "tensor a: its shape is [2,3], but must be [3,2].",
  );
  expect(() => requireTensor(open(), "n", [3])).toThrow(
    "tensor n: its dtype is I64; F64, F32, F16 and BF16 are read.",
  );
});

test.each([
  ["F32", [0, 0, 0x80, 0x7f]],
  ["F32", [0, 0, 0xc0, 0xff]],
  ["F16", [0x00, 0x7c]],
  ["F16", [0x01, 0xfe]],
  ["BF16", [0x80, 0x7f]],
] as const)("a %s weight of bytes %j is found where it stands", (dtype, bad) => {
  // Past the first MiB, so that the scan's pieces are counted right.
  const count = 3_000_000;
  const bytes = new Uint8Array(count * bad.length);
  bytes.set(bad, 2_500_001 * bad.length);
  writeSafetensors(file, [{ name: "W", dtype, shape: [count], make: () => bytes }]);
  const tensor = requireTensor(open(), "W", [count]);
  expect(() => checkFinite(tensor)).toThrow("tensor W: its element 2500001 is NaN or infinite.");
  expect(() => readTensor(tensor)).toThrow("its element 2500001 is NaN or infinite");
});

test("a file cut off anywhere is refused by name, and a changed byte never ends in another kind of error", () => {
  const whole = () => {
    writeSafetensors(file, [
      { name: "a", dtype: "F32", shape: [2, 3], make: () => new Uint8Array(24) },
      { name: "b", dtype: "F16", shape: [4], make: () => new Uint8Array(8) },
    ]);
    return readFileSync(file);
  };
  const original = whole();
  fc.assert(
    fc.property(fc.nat(original.length - 1), (length) => {
      writeFileSync(file, original.subarray(0, length));
      expect(open).toThrow(/^m\/w\.safetensors/);
    }),
  );
  fc.assert(
    fc.property(fc.nat(original.length - 1), fc.nat(255), (at, byte) => {
      const changed = Buffer.from(original);
      changed[at] = byte;
      writeFileSync(file, changed);
      try {
        readTensor(requireTensor(open(), "a", [2, 3]));
      } catch (error) {
        expect(error).toMatchObject({ name: "EngineError", details: { file: "m/w.safetensors" } });
      }
    }),
    { numRuns: 500 },
  );
});
