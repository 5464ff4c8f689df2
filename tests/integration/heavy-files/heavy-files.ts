/** Files whose structure costs more than their size tells, by the entrance they come through. */

const list = (item: string, count: number) => `[${item}${`,${item}`.repeat(count - 1)}]`;
const made = (count: number, item: (i: number) => string) =>
  `[${Array.from({ length: count }, (_, i) => item(i)).join()}]`;

export interface HeavyFile {
  name: string;
  entrance:
    | "import"
    | "safetensors"
    | "config"
    | "tokenizer"
    | "body"
    | "manifest"
    | "dictionary"
    | "command";
  text: () => string | Buffer;
  /** What its refusal says. */
  says: RegExp;
}

/** Megabytes of structure, under the entrance's limit of bytes. */
const structures: [name: string, text: (bytes: number) => string | Buffer, says: RegExp][] = [
  ["lists in lists", (bytes) => "[".repeat(bytes), /nested deeper than/],
  ["objects in objects", (bytes) => '{"a":'.repeat(bytes / 5), /nested deeper than/],
  ["empty lists", (bytes) => list("[]", bytes / 3), /more than [\d,]+ lists and objects/],
  ["empty objects", (bytes) => list("{}", bytes / 3), /more than [\d,]+ lists and objects/],
  ["small numbers", (bytes) => list("1", bytes / 2), /more than [\d,]+ values and keys/],
  ["empty strings", (bytes) => list('""', bytes / 3), /more than [\d,]+ values and keys/],
  [
    "keys of one object",
    (bytes) => `{${Array.from({ length: bytes / 12 }, (_, i) => `"${i}":0`).join()}}`,
    /more than [\d,]+ (keys in one object|values and keys)/,
  ],
  ["a number of many digits", () => `{"a":${"1".repeat(400_000)}}`, /digits in one number/],
  [
    "an escaped string",
    (bytes) => `{"a":"${"\\u0000".repeat(bytes / 6 - 2)}"}`,
    /more than [\d,]+ bytes in one string/,
  ],
];

/** The same of what JSON is read in more than one way for, as large as the counts of any entrance. */
const oddities: typeof structures = [
  [
    "one key many times",
    (bytes) => `{${'"a":0,'.repeat(bytes / 6)}"a":0}`,
    /more than [\d,]+ (keys in one object|values and keys)/,
  ],
  ["a key twice, far apart", () => `{"a":${list("0", 20_000)},"\\u0061":0}`, /the key "a" stands twice/],
  ["prototypes in prototypes", (bytes) => '{"__proto__":'.repeat(bytes / 13), /nested deeper than/],
  [
    "prototypes",
    (bytes) => list('{"__proto__":[]}', bytes / 17),
    /more than [\d,]+ (lists and objects|values and keys)/,
  ],
  [
    "halves of surrogate pairs",
    () => Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(90_000, "eda080", "hex"), Buffer.from('"}')]),
    /not (UTF-8 text|valid JSON in UTF-8)/,
  ],
  [
    "lists in lists behind a byte order mark",
    (bytes) => `\ufeff${"[".repeat(bytes - 3)}`,
    /nested deeper than/,
  ],
  [
    "empty lists in UTF-16",
    (bytes) => Buffer.from(`\ufeff${list("[]", bytes / 6)}`, "utf16le"),
    /more than [\d,]+ lists and objects|not (UTF-8 text|valid JSON)/,
  ],
];

/** A file that the site's own people name, and read on their own machine, may have so many more. */
const allowedByCommand = ["small numbers", "empty strings", "prototypes"];
const oddityBytes = 9_000_000;

const entrances = [
  ["import", 31_000_000],
  ["safetensors", 24_000_000],
  ["config", 990_000],
  ["tokenizer", 60_000_000],
  ["body", 500_000],
  ["manifest", 990_000],
  ["dictionary", 990_000],
  ["command", 31_000_000],
] as const;

/** Within every count, and yet the most that it lets through. */
const most: HeavyFile[] = [
  ...[
    ["objects of unlike keys", () => `{"nodes":${made(600_000, (i) => `{"k${i}":1}`)}}`],
    ["lists of one number", () => `{"nodes":${list("[1]", 690_000)}}`],
    ["unlike strings", () => `{"nodes":${made(2_200_000, (i) => `"${i}abcd"`)}}`],
    ["numbers", () => `{"nodes":${list("0.5", 4_500_000)}}`],
  ].map(
    ([name, text]): HeavyFile => ({
      ...{ entrance: "import", name: String(name), text: text as () => string },
      says: /nodes, and 20,000 are the most/,
    }),
  ),
];

export const heavyFiles: readonly HeavyFile[] = [
  ...entrances.flatMap(([entrance, bytes]) =>
    [
      ...structures.map((each) => [bytes, ...each] as const),
      ...oddities.map((each) => [Math.min(bytes, oddityBytes), ...each] as const),
    ]
      // A request's text may be as long as its body, and of a key that stands twice the last counts there.
      .filter(([, name]) => entrance !== "body" || !/string|a key twice/.test(name))
      .filter(([, name]) => entrance !== "command" || !allowedByCommand.includes(name))
      .map(([size, name, text, says]): HeavyFile => ({ entrance, name, says, text: () => text(size) })),
  ),
  ...most,
];
