import { closeSync, openSync, writeSync } from "node:fs";
import { elementBytes } from "./number-formats";

/** A tensor to write; `make` is called when its turn comes, so that one tensor at a time is in memory. */
export interface TensorSource {
  name: string;
  /** One of those that the format knows. */
  dtype: string;
  shape: readonly number[];
  make: () => Uint8Array;
}

/** Writes a safetensors file, tensor by tensor; the data section starts at a multiple of 64 bytes. */
export function writeSafetensors(path: string, tensors: readonly TensorSource[]): void {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const { name, dtype, shape } of tensors) {
    const length = shape.reduce((product, size) => product * size, 1) * (elementBytes[dtype] ?? Number.NaN);
    header[name] = { dtype, shape, data_offsets: [offset, offset + length] };
    offset += length;
  }
  const json = JSON.stringify(header);
  const padded = Buffer.from(json.padEnd(Math.ceil((8 + Buffer.byteLength(json)) / 64) * 64 - 8));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  const fd = openSync(path, "w");
  try {
    writeAll(fd, size);
    writeAll(fd, padded);
    for (const tensor of tensors) writeAll(fd, tensor.make());
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, Math.min(bytes.length - done, 1 << 28));
}
