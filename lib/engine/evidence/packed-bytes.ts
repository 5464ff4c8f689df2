import { EngineError } from "../errors";

/*
 * Little-endian: LEB128 integers of at most 35 bits, float32, float64, and activations in 16 bits.
 */

const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);
/** Exponents from 2^-32 on and ten bits of fraction: three significant digits. */
const leastCode = (127 - 32) << 10;

/** An activation above 0 in 16 bits, within half a thousandth from 2^-32 to 2^32; what is beyond becomes the nearest. */
export function codeOf(activation: number): number {
  asFloat[0] = activation;
  return Math.min(0xffff, Math.max(0, ((asBits[0] + 0x1000) >>> 13) - leastCode));
}

export function activationOf(code: number): number {
  asBits[0] = (code + leastCode) << 13;
  return asFloat[0];
}

/** Bytes that grow as they are written. */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private view: DataView<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  integer(value: number): void {
    this.makeRoom(5);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  short(value: number): void {
    this.makeRoom(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  float(value: number): void {
    this.makeRoom(4);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  double(value: number): void {
    this.makeRoom(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  append(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, until more is. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.length + count, 2 * this.bytes.length));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Reads what a `ByteWriter` wrote; whatever is not as it should be is refused. */
export class ByteReader {
  private offset = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Throws unless `holds`. */
  expect(holds: boolean, reason: string): void {
    if (!holds) throw brokenBytes(reason);
  }

  integer(most = 0xffff_ffff): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      this.need(1);
      const byte = this.bytes[this.offset++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        this.expect(value <= most, `it has a number ${value} where at most ${most} may be`);
        return value;
      }
    }
    throw brokenBytes("it has a number of more than 35 bits");
  }

  short(): number {
    this.need(2);
    this.offset += 2;
    return this.view.getUint16(this.offset - 2, true);
  }

  float(): number {
    this.need(4);
    this.offset += 4;
    return this.finite(this.view.getFloat32(this.offset - 4, true));
  }

  double(): number {
    this.need(8);
    this.offset += 8;
    return this.finite(this.view.getFloat64(this.offset - 8, true));
  }

  /** How many of what takes at least a byte each. */
  count(): number {
    const count = this.integer();
    this.need(count);
    return count;
  }

  end(): void {
    this.expect(this.offset === this.bytes.length, "bytes are left over");
  }

  private need(count: number): void {
    this.expect(this.offset + count <= this.bytes.length, "it ends too early");
  }

  private finite(value: number): number {
    this.expect(Number.isFinite(value), "a number in it is not finite");
    return value;
  }
}

function brokenBytes(reason: string): EngineError {
  return new EngineError(
    "invalid-input",
    `What is stored of a part of the corpus is broken: ${reason}. Read that part again.`,
    { reason },
  );
}
