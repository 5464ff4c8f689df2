/** Files whose structure costs more than their size tells, by the entrance they come through. */

const list = (item: string, count: number) => `[${item}${`,${item}`.repeat(count - 1)}]`;
const made = (count: number, item: (i: number) => string) =>
  `[${Array.from({ length: count }, (_, i) => item(i)).join()}]`;

export interface HeavyFile {
  name: string;
  entrance: "import" | "safetensors" | "config" | "tokenizer" | "body";
  text: () => string;
  /** What its refusal says. */
  says: RegExp;
}

/** Megabytes of structure, under the entrance's limit of bytes. */
const structures: [name: string, text: (bytes: number) => string, says: RegExp][] = [
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

const entrances = [
  ["import", 31_000_000],
  ["safetensors", 24_000_000],
  ["config", 990_000],
  ["tokenizer", 60_000_000],
  ["body", 500_000],
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
    structures
      // A request's text may be as long as its body.
      .filter(([name]) => entrance !== "body" || !name.includes("string"))
      .map(([name, text, says]): HeavyFile => ({ entrance, name, says, text: () => text(bytes) })),
  ),
  ...most,
];
