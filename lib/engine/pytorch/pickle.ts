/**
 * Python's pickle (protocols 2 to 5, Lib/pickletools.py), read as a list of data and never run: what builds plain values
 * and what torch.save needs for tensors. Every other instruction, and every name of Python's that is not listed, ends it.
 */

import { isKnownName, made, type Pickled, PickleFault, settingsOf, storageOf } from "./pickled";

/** Values that are built, and brackets that are open: a pickle of a model has some 20 a tensor. */
const maxSteps = 5_000_000;
const maxValues = 2_000_000;

const mark = Symbol("mark");
type Slot = Pickled | typeof mark;

export function readPickle(bytes: Buffer): Pickled {
  return new PickleReader(bytes).read();
}

/** The same of one pickle of several that stand one after another: its value, and where the next begins. */
export function readPickleAt(bytes: Buffer, start: number): { value: Pickled; end: number } {
  const reader = new PickleReader(bytes.subarray(start));
  const value = reader.read();
  return { value, end: start + reader.length };
}

class PickleReader {
  private at = 0;
  private readonly stack: Slot[] = [];
  private readonly memo = new Map<number, Pickled>();
  private values = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Bytes that were read of it. */
  get length(): number {
    return this.at;
  }

  read(): Pickled {
    for (let step = 0; step < maxSteps; step++) {
      const code = this.byte();
      if (code === 0x2e) return this.last();
      this.instruction(code);
    }
    throw new PickleFault("its pickle has more instructions than are read");
  }

  private instruction(code: number): void {
    switch (code) {
      case 0x80: // PROTO
        if (this.byte() > 5) throw new PickleFault("its pickle is of a protocol above 5");
        return;
      case 0x95: // FRAME
        this.take(8);
        return;
      case 0x28: // MARK
        this.push(mark);
        return;
      case 0x30: // POP
        this.pop();
        return;
      case 0x4e: // NONE
        this.push(null);
        return;
      case 0x88: // NEWTRUE
        this.push(true);
        return;
      case 0x89: // NEWFALSE
        this.push(false);
        return;
      case 0x4b: // BININT1
        this.push(this.byte());
        return;
      case 0x4d: // BININT2
        this.push(this.take(2).readUInt16LE());
        return;
      case 0x4a: // BININT
        this.push(this.take(4).readInt32LE());
        return;
      case 0x8a: // LONG1
        this.push(this.long(this.byte()));
        return;
      case 0x47: // BINFLOAT
        this.push(this.take(8).readDoubleBE());
        return;
      case 0x58: // BINUNICODE
        this.push(this.text(this.take(4).readUInt32LE()));
        return;
      case 0x8c: // SHORT_BINUNICODE
        this.push(this.text(this.byte()));
        return;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        this.push([]);
        return;
      case 0x7d: // EMPTY_DICT
        this.push(new Map());
        return;
      case 0x85: // TUPLE1
        this.push(this.popMany(1));
        return;
      case 0x86: // TUPLE2
        this.push(this.popMany(2));
        return;
      case 0x87: // TUPLE3
        this.push(this.popMany(3));
        return;
      case 0x74: // TUPLE
        this.push(this.popToMark());
        return;
      case 0x61: // APPEND
        this.append([this.pop()]);
        return;
      case 0x65: // APPENDS
        this.append(this.popToMark());
        return;
      case 0x73: // SETITEM
        this.setItems(this.popMany(2));
        return;
      case 0x75: // SETITEMS
        this.setItems(this.popToMark());
        return;
      case 0x71: // BINPUT
        this.remember(this.byte());
        return;
      case 0x72: // LONG_BINPUT
        this.remember(this.take(4).readUInt32LE());
        return;
      case 0x94: // MEMOIZE
        this.remember(this.memo.size);
        return;
      case 0x68: // BINGET
        this.recall(this.byte());
        return;
      case 0x6a: // LONG_BINGET
        this.recall(this.take(4).readUInt32LE());
        return;
      case 0x63: // GLOBAL
        this.name(this.line(), this.line());
        return;
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.popMany(2);
        if (typeof module !== "string" || typeof name !== "string")
          throw new PickleFault("its pickle has a name that is none");
        this.name(module, name);
        return;
      }
      case 0x51: // BINPERSID
        this.push(storageOf(this.pop()));
        return;
      case 0x52: {
        // REDUCE
        const [callable, argument] = this.popMany(2);
        this.push(made(callable, argument));
        return;
      }
      case 0x81: {
        // NEWOBJ
        const [type, argument] = this.popMany(2);
        this.push(settingsOf(type, argument));
        return;
      }
      case 0x62: // BUILD
        this.build(this.pop());
        return;
      default:
        throw new PickleFault(
          `its pickle has the instruction 0x${code.toString(16).padStart(2, "0")}, which is not read`,
        );
    }
  }

  private push(value: Slot): void {
    this.values += 1;
    if (this.values > maxValues) throw new PickleFault("its pickle has more values than are read");
    this.stack.push(value);
  }

  private pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined || value === mark) throw new PickleFault("its pickle takes what it did not put");
    return value;
  }

  private popMany(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  private popToMark(): Pickled[] {
    const from = this.stack.lastIndexOf(mark);
    if (from < 0) throw new PickleFault("its pickle takes what it did not put");
    return this.stack.splice(from).filter((value) => value !== mark);
  }

  private last(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined || value === mark) throw new PickleFault("its pickle takes what it did not put");
    return value;
  }

  private append(values: Pickled[]): void {
    const list = this.last();
    if (!Array.isArray(list)) throw new PickleFault("its pickle appends to what is no list");
    for (const value of values) list.push(value);
  }

  private setItems(values: Pickled[]): void {
    const dict = this.last();
    if (!(dict instanceof Map) || values.length % 2 !== 0)
      throw new PickleFault("its pickle fills what is no dict");
    for (let i = 0; i < values.length; i += 2) {
      const key = values[i] ?? null;
      if (dict.has(key)) throw new PickleFault("its pickle has a key twice");
      dict.set(key, values[i + 1] ?? null);
    }
  }

  /** Of settings their attributes; of a dict those that torch.save keeps beside (`_metadata`), which nobody needs. */
  private build(attributes: Pickled): void {
    const value = this.last();
    if (value instanceof Map) return;
    const isOf = typeof value === "object" && value !== null && "is" in value && value.is === "settings";
    if (!isOf || !(attributes instanceof Map)) throw new PickleFault("its pickle sets up an object");
    value.attributes = attributes;
  }

  private remember(key: number): void {
    this.memo.set(key, this.last());
  }

  private recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw new PickleFault("its pickle recalls what it did not remember");
    this.push(value);
  }

  private name(module: string, name: string): void {
    const whole = `${module}.${name}`;
    if (!isKnownName(whole))
      throw new PickleFault(
        `its pickle names ${whole.slice(0, 200)}, which is no tensor and no plain value, and is never called`,
      );
    this.push({ is: "name", name: whole });
  }

  private byte(): number {
    return this.take(1).readUInt8();
  }

  private take(count: number): Buffer {
    if (this.at + count > this.bytes.length) throw new PickleFault("its pickle is cut off");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0 || end - this.at > 1_000) throw new PickleFault("its pickle has a name without an end");
    return this.take(end - this.at + 1)
      .toString("utf8")
      .slice(0, -1);
  }

  private text(length: number): string {
    if (length > 1_000_000) throw new PickleFault("its pickle has a text that is too long");
    return this.take(length).toString("utf8");
  }

  /** Two's complement, little-endian. */
  private long(length: number): number {
    if (length > 6) throw new PickleFault("its pickle has a number that is too large");
    return length === 0 ? 0 : this.take(length).readIntLE(0, length);
  }
}
