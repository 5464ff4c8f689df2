import fc from "fast-check";

/** For tests: files a few changes away from a good one, which a reader must refuse or read. */

/** Changes a file's bytes; `at` are fractions of its length. */
type Change = (bytes: Buffer) => Buffer;

/** What stands in the place of a value: in JSON's own words, and in none. */
const values = [
  ...[
    "null",
    "true",
    "-1",
    "0",
    "-0",
    "1",
    "2",
    "1.5",
    "1e308",
    "1e-400",
    "9007199254740993",
    "1e999",
    "-1e999",
  ],
  ...['""', '"\\u0000"', '"\\ud800"', '"__proto__"', '"constructor"', '"toString"', '"\\n\\u001b[2J"'],
  ...["[]", "{}", "[[[[[]]]]]", '{"__proto__":{"length":3}}', '{"length":4000000000}', '{"toString":0}'],
  ...[
    `"${"x".repeat(3_000)}"`,
    "1".repeat(1_001),
    `[${"0,".repeat(3_000)}0]`,
    `${"[".repeat(40)}${"]".repeat(40)}`,
  ],
];
const noValues = ["NaN", "-", "1.", "01", "'a'", '"\n"', '"\\x"', "undefined", "[".repeat(200), "", "/**/0"];
const keys = [
  '""',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"length"',
  '"0"',
  '"\\ud800"',
  '"\\u0000\\n"',
];

/** Bytes that stand between others. */
const oddBytes = [
  ...[
    [0x00],
    [0x22],
    [0x5c],
    [0x2c],
    [0x5b],
    [0x7d],
    [0xff],
    [0xef, 0xbb, 0xbf],
    [0xed, 0xa0, 0x80],
    [0xc0, 0xaf],
  ],
  [...Buffer.from('"__proto__":{"shape":[1]},')],
  [...Buffer.from("version https://git-lfs.github.com/spec/")],
].map((bytes) => Buffer.from(bytes));

const word = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

/** Mostly next to 0, as doubles are drawn. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const evenly = fc.nat(999_999).map((part) => part / 1_000_000);
const placeIn = (bytes: Buffer, at: number) => Math.floor(at * bytes.length);

interface Word {
  text: string;
  index: number;
  isKey: boolean;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(word)].map(({ 0: each, index }) => ({
    ...{ text: each, index },
    isKey: /^\s*:/.test(text.slice(index + each.length, index + each.length + 9)),
  }));
}

/** Another value or key, of the same file or an odd one, where one stood; or the key once more with another value. */
const ofWords: fc.Arbitrary<Change> = fc
  .record({
    at: place,
    value: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...values) },
      { weight: 1, arbitrary: fc.constantFrom(...noValues) },
    ),
    key: fc.constantFrom(...keys),
    other: fc.option(place),
    isTwice: fc.boolean(),
  })
  .map(({ at, value, key, other, isTwice }) => (bytes) => {
    const text = bytes.toString("utf8");
    const words = wordsOf(text);
    const found = words[Math.floor(at * words.length)];
    if (!found) return bytes;
    const alike = words.filter(({ isKey }) => isKey === found.isKey);
    const odd = found.isKey ? key : value;
    const by = other === null ? odd : (alike[Math.floor(other * alike.length)]?.text ?? odd);
    const put = found.isKey && isTwice ? `${found.text}:${value},${by}` : by;
    return Buffer.from(text.slice(0, found.index) + put + text.slice(found.index + found.text.length));
  });

const ofBytes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
    ([at, bit]): Change =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        const n = placeIn(bytes, at);
        if (n < bytes.length) changed.writeUInt8(bytes.readUInt8(n) ^ (1 << bit), n);
        return changed;
      },
  ),
  fc.tuple(place, fc.constantFrom(...oddBytes)).map(
    ([at, piece]): Change =>
      (bytes) => {
        const n = placeIn(bytes, at);
        return Buffer.concat([bytes.subarray(0, n), piece, bytes.subarray(n)]);
      },
  ),
  fc.tuple(place, place, place).map(
    ([from, to, at]): Change =>
      (bytes) => {
        const piece = bytes.subarray(placeIn(bytes, from), placeIn(bytes, to));
        const n = placeIn(bytes, at);
        return Buffer.concat([bytes.subarray(0, n), piece, bytes.subarray(n)]);
      },
  ),
  place.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(0, placeIn(bytes, at)),
  ),
  fc.constant<Change>((bytes) => Buffer.from(`\ufeff${bytes}`)),
  fc.constant<Change>((bytes) => Buffer.from(`\ufeff${bytes}`, "utf16le")),
);

const changes = fc.oneof({ weight: 6, arbitrary: ofWords }, { weight: 1, arbitrary: ofBytes });

/** One of the files, of which not all are text, after a few changes: mostly of single bytes, for what is moved is seldom read at all. */
export function mutatedBytes(files: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const one = fc.tuple(evenly, fc.nat(255)).map(
    ([at, byte]): Change =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        if (bytes.length > 0) changed[placeIn(bytes, at)] = byte;
        return changed;
      },
  );
  const any = fc.oneof({ weight: 8, arbitrary: one }, { weight: 1, arbitrary: ofBytes });
  return changed(files, any);
}

/** One of the files, after a few changes. */
export function mutated(files: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return changed(files, changes);
}

function changed(files: readonly Buffer[], change: fc.Arbitrary<Change>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([file, all]) => all.reduce((bytes, change) => change(bytes), file));
}
