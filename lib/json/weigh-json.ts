/** How heavy a JSON document may be, whatever its size in bytes: a few bytes of structure become a hundred of memory. */
export interface JsonLimits {
  /** Brackets open at once. */
  maxDepth: number;
  /** Lists and objects: each takes some 20 to 300 bytes of memory, whatever is in it. */
  maxContainers: number;
  /** Values and keys together. */
  maxValues: number;
  /** Keys of one object. */
  maxKeys: number;
  /** Bytes of one string as it is written. */
  maxStringBytes: number;
}

export interface JsonWeight {
  depth: number;
  values: number;
  /** Keys of all objects. */
  keys: number;
}

/** A document is heavier than it may be; the message says in which way: "it has brackets nested deeper than 64". */
export class HeavyJson extends Error {
  override readonly name = "HeavyJson";
}

/** Characters a number may be written with. JSON.parse reads longer ones, in a time that grows with the square. */
const maxNumberBytes = 1_000;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Counts what JSON bytes hold without parsing them, one pass and no recursion. It does not say whether they are valid: of
 * those that are, the counts are exact; of others, `JSON.parse` says what is wrong. Throws `HeavyJson` at the first byte
 * that goes over a limit.
 */
export function weighJson(bytes: Uint8Array, limits: JsonLimits): JsonWeight {
  const { maxDepth, maxContainers, maxValues, maxKeys, maxStringBytes } = limits;
  /** Keys of each open object. */
  const keysOf = new Uint32Array(maxDepth + 1);
  let depth = 0;
  let deepest = 0;
  let containers = 0;
  let values = 0;
  let keys = 0;
  let at = 0;
  const count = () => {
    values += 1;
    if (values > maxValues) throw tooMany("values and keys", maxValues);
  };
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) {
      const end = endOfString(bytes, at);
      if (end - at > maxStringBytes) throw tooMany("bytes in one string", maxStringBytes);
      count();
      at = end;
    } else if (byte === openBrace || byte === openBracket) {
      count();
      containers += 1;
      if (containers > maxContainers) throw tooMany("lists and objects", maxContainers);
      depth += 1;
      if (depth > maxDepth) throw new HeavyJson(`it has brackets nested deeper than ${maxDepth}`);
      if (depth > deepest) deepest = depth;
      keysOf[depth] = 0;
      at += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (depth > 0) depth -= 1;
      at += 1;
    } else if (byte === colon) {
      keys += 1;
      keysOf[depth] += 1;
      if (keysOf[depth] > maxKeys) throw tooMany("keys in one object", maxKeys);
      at += 1;
    } else if (byte <= 0x20 || byte === comma) {
      at += 1;
    } else {
      const end = endOfWord(bytes, at);
      if (end - at > maxNumberBytes) throw tooMany("digits in one number", maxNumberBytes);
      count();
      at = end;
    }
  }
  return { depth: deepest, values, keys };
}

/** Where the string that begins at `start` is over. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at + 1;
}

/** Where a number, a literal or whatever else stands at `start` is over. */
function endOfWord(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && !endsWord(bytes[at])) at += 1;
  return at;
}

function endsWord(byte: number): boolean {
  return (
    byte <= 0x20 ||
    byte === comma ||
    byte === colon ||
    byte === quote ||
    byte === openBracket ||
    byte === closeBracket ||
    byte === openBrace ||
    byte === closeBrace
  );
}

function tooMany(what: string, limit: number): HeavyJson {
  return new HeavyJson(`it has more than ${limit.toLocaleString("en")} ${what}`);
}

/** Keys of all objects in a parsed value: fewer than were written where one stands twice in an object. */
export function countKeys(value: unknown): number {
  let keys = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) keys += inside.length;
    for (const each of inside) if (typeof each === "object" && each !== null) open.push(each);
  }
  return keys;
}
