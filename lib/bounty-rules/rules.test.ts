import { describe, expect, test } from "vitest";
import type { Earlier, EntryFacts } from "@/lib/bounty-format/facts";
import type { RuleTerms } from "@/lib/bounty-format/terms";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { judgeEntry } from "./judge-entry";
import {
  circuitOf,
  committed,
  honestEdges,
  madeUpChecksums,
  madeUpEntry,
  madeUpTerms,
  opened,
} from "./made-up-entry";
import { readRules, rules } from "./rules";

type Params = Record<string, unknown>;

function reportOf(kind: string, params: Params, change: Parameters<typeof madeUpEntry>[1] = {}) {
  const terms = madeUpTerms([{ kind, version: 1, ...params }]);
  const [rule] = judgeEntry(terms, madeUpEntry(terms, change)).rules;
  if (!rule) throw new Error("there is no rule");
  return rule;
}
const outcomeOf = (...of: Parameters<typeof reportOf>) => reportOf(...of).outcome;

const set = (kind: string, checksum: string) => ({ kind, name: "any", checksum });
const model = (checksum: string) => ({ models: [{ name: "any", checksum }] });
const influence = 2 / 7;
const share = (3 / 7 + 2 / 7) / (3 / 7 + 2 / 7 + 2 / 7 + 1.5 / 7 + 1.5 / 7);

/** What passes at its bound, and what fails just beyond. */
const bounds: [kind: string, at: Params, beyond: Params][] = [
  ["models", model(madeUpChecksums.model), model("f".repeat(64))],
  [
    "dictionaries",
    { sets: [set("attn", madeUpChecksums.attn), set("mlp", madeUpChecksums.mlp)] },
    { sets: [set("attn", madeUpChecksums.attn), set("resid", madeUpChecksums.mlp)] },
  ],
  ["target", { kinds: ["attn"] }, { kinds: ["mlp", "logit"] }],
  ["attention-layers", { atLeast: 2 }, { atLeast: 3 }],
  [
    "feature-nodes",
    { atLeast: 3, minInfluence: influence - 1e-9, minEffect: 0 },
    { atLeast: 4, minInfluence: influence - 1e-9, minEffect: 0 },
  ],
  ["scores", { minReplacement: 0.9, minCompleteness: 0.8 }, { minReplacement: 0.9, minCompleteness: 0.8001 }],
  [
    "node-check",
    { correlation: "pearson", atLeast: 0.9, minNodes: 5, frozen: false },
    { correlation: "pearson", atLeast: 0.9, minNodes: 6, frozen: false },
  ],
  [
    "node-check",
    { correlation: "spearman", atLeast: 0.8, minNodes: 2, frozen: true },
    { correlation: "spearman", atLeast: 0.8001, minNodes: 2, frozen: true },
  ],
  ["supported-labels", { minShare: share - 1e-9, minDays: 0 }, { minShare: share + 1e-9, minDays: 0 }],
  ["supported-labels", { minShare: 0.1, minDays: 29 }, { minShare: 0.1, minDays: 30 }],
  ["prompt", { of: "any" }, { of: "given", texts: ["When Mary and John met"] }],
  [
    "prompt",
    { of: "given", texts: ["another", "When Mary and John met,"] },
    { of: "given", texts: ["<|endoftext|>When Mary and John met,"] },
  ],
  [
    "prompt",
    { of: "pattern", pattern: "^when \\w+ and \\w+ met,$", anyCase: true },
    { of: "pattern", pattern: "^when \\w+ and \\w+ met,$", anyCase: false },
  ],
  ["tier", { atLeast: "causal", families: [] }, { atLeast: "whole", families: [] }],
  ["write-up", { minWords: 12, minQuoted: 2 }, { minWords: 13, minQuoted: 2 }],
  ["write-up", { minWords: 0, minQuoted: 2 }, { minWords: 0, minQuoted: 3 }],
];

describe("every rule passes at its bound and fails beyond it", () => {
  test.each(bounds)("%s", (kind, at, beyond) => {
    expect(reportOf(kind, at)).toMatchObject({ outcome: "passed", change: null });
    const failed = reportOf(kind, beyond);
    expect(failed).toMatchObject({ outcome: "failed", change: expect.stringMatching(/\.$/) });
    for (const text of [failed.words, failed.definition, failed.says]) expect(text).toMatch(/\.$/);
  });

  const withFacts = (facts: Partial<EntryFacts>) => ({ facts });
  const earlier = (likeness: number, change: object = {}) =>
    withFacts({
      earlier: [
        {
          ...{ kind: "finding", id: "f", at: opened, likeness, measure: "likeness@1", isOwn: false },
          ...{ isAncestor: false, ...change },
        },
      ],
    });
  test.each<[string, Params, ReturnType<typeof withFacts>, ReturnType<typeof withFacts>]>([
    [
      "verified",
      {},
      withFacts({}),
      withFacts({ verification: { passed: false, largestDifference: 1, at: committed } }),
    ],
    [
      "unpublished",
      {},
      withFacts({ firstPublished: opened }),
      withFacts({ firstPublished: "2026-10-31T23:59:59.999Z" }),
    ],
    ["novelty", { maxLikeness: 0.6 }, earlier(0.6), earlier(0.6001)],
    [
      "novelty",
      { maxLikeness: 0.6 },
      earlier(1, { isOwn: true }),
      earlier(1, { isOwn: true, kind: "entry" }),
    ],
    ["ancestry", { fromLikeness: 0.6 }, earlier(0.5999), earlier(0.6)],
    ["ancestry", { fromLikeness: 0.6 }, earlier(0.9, { isAncestor: true }), earlier(0.9)],
    [
      "supported-labels",
      { minShare: 0.1, minDays: 0 },
      withFacts({
        supportedLabels: [
          { feature: "attn.1.3", supportedSince: "2026-11-30T23:59:59.999Z", hasPart: false },
        ],
      }),
      withFacts({ supportedLabels: [{ feature: "attn.1.3", supportedSince: committed, hasPart: false }] }),
    ],
  ])("%s, by its facts", (kind, params, at, beyond) => {
    expect(outcomeOf(kind, params, at)).toBe("passed");
    expect(outcomeOf(kind, params, beyond)).toBe("failed");
  });

  test("every rule that is known is tried here", () => {
    const tried = new Set(
      bounds
        .map(([kind]) => kind)
        .concat("nulls-and-replications", "verified", "unpublished", "novelty", "ancestry", "thresholds"),
    );
    expect(rules.map(({ kind }) => kind).filter((kind) => !tried.has(kind))).toEqual([]);
  });
});

test("a circuit is stable where at either threshold enough of its leading nodes lead", () => {
  const [first, second, third, ...others] = ["attn.1.3@4", "attn.0.2@3", "mlp.0.5@4", "mlp.1.9@6"].map(
    (id) => {
      return { id, influence: 0.5 };
    },
  );
  if (!first || !second || !third) throw new Error("there are four");
  const change = (leading: (typeof first)[]) => {
    const { facts } = madeUpEntry(madeUpTerms([]));
    return { facts: { thresholds: { ...facts.thresholds, halved: { threshold: 0.005, leading } } } };
  };
  const params = { leading: 2, minShared: 0.5 };
  expect(outcomeOf("thresholds", params, change([first, third, second]))).toBe("passed");
  const lost = reportOf("thresholds", params, change([third, ...others, first, second]));
  expect(lost).toMatchObject({ outcome: "failed", evidence: { numbers: { halved: 0, doubled: 2 } } });
  expect(lost.evidence.nodes).toEqual(["attn.1.3@4", "attn.0.2@3"]);
  const another = { halved: { threshold: 0.006, leading: [first, second] }, doubled: "waiting" as const };
  expect(outcomeOf("thresholds", params, { facts: { thresholds: another } })).toBe("unknown");
});

test("nodes that the write-up names and the circuit has not do not count, nor does one that is named twice", () => {
  const writeUp = "`attn.1.3@4` `attn.1.3@4` `attn.1.4@4` `attn.1.3@5` and `code`";
  const report = reportOf("write-up", { minWords: 0, minQuoted: 2 }, { content: { writeUp } });
  expect(report).toMatchObject({
    outcome: "failed",
    evidence: { numbers: { named: 1, strange: 2, words: 1 } },
  });
});

test("a node without effect when it is ablated does not count, whatever its influence", () => {
  const { facts } = madeUpEntry(madeUpTerms([]));
  const { free } = facts.causalChecks;
  if (typeof free === "string") throw new Error("there is a check");
  const points = free.points.map((point, i) => (i === 0 ? { ...point, measured: 0 } : point));
  const causalChecks = { ...facts.causalChecks, free: { ...free, points } };
  const params = { atLeast: 5, minInfluence: 0, minEffect: 0 };
  expect(outcomeOf("feature-nodes", params)).toBe("passed");
  expect(outcomeOf("feature-nodes", params, { facts: { causalChecks } })).toBe("failed");
});

test("a correlation that is not defined does not pass", () => {
  const check = { value: 2, points: [], nodeCount: 0, pearson: null, spearman: null };
  const params = { correlation: "pearson", atLeast: -1, minNodes: 2, frozen: false };
  expect(outcomeOf("node-check", params, { facts: { causalChecks: { free: check, frozen: check } } })).toBe(
    "failed",
  );
});

test("a circuit without feature nodes fails what asks for them, and divides by nothing", () => {
  const circuit = circuitOf(honestEdges.filter(([source]) => /^(embed|attn-error)/.test(source)).slice(0, 1));
  for (const [kind, params] of [
    ["thresholds", { leading: 3, minShared: 0.1 }],
    ["supported-labels", { minShare: 0.1, minDays: 0 }],
    ["feature-nodes", { atLeast: 1, minInfluence: 0, minEffect: 0 }],
  ] as const)
    expect(outcomeOf(kind, params, { circuit })).toBe("failed");
});

test.each<[string, RuleTerms[], RegExp]>([
  ["a rule that is not known", [{ kind: "taste", version: 1 }], /no rule taste/],
  ["a version that is not known", [{ kind: "verified", version: 2 }], /verified has no version 2/],
  [
    "more than it asks for",
    [{ kind: "verified", version: 1, more: 1 }],
    /rule verified@1: "more" is not known here/,
  ],
  ["a bound that is none", [{ kind: "attention-layers", version: 1, atLeast: 0 }], /atLeast/],
  [
    "one that stands twice",
    [
      { kind: "verified", version: 1 },
      { version: 1, kind: "verified" },
    ],
    /stands twice/,
  ],
  ["a pattern that looks back", [prompt("(a)\\1")], /prompt@1: pattern: /],
  ["a pattern that takes too much", [prompt("(a{99}){99}")], /prompt@1: pattern: /],
])("%s is refused", (_, stated, sentence) => {
  expect(() => readRules(stated)).toThrow(sentence);
});

function prompt(pattern: string): RuleTerms {
  return { ...{ kind: "prompt", version: 1 }, of: "pattern", pattern, anyCase: false };
}

describe("null results and replications", () => {
  const like: Earlier = {
    ...{ kind: "finding", id: "f", at: opened, likeness: 0.3, measure: "likeness@1", isOwn: false },
    isAncestor: true,
  };
  const judgedAs = (
    tags: string[],
    says: { nullResults?: boolean; replications?: boolean },
    facts: Partial<EntryFacts> = {},
    version = 2,
  ) => {
    const terms = madeUpTerms([{ kind: "nulls-and-replications", version }], says);
    const { rules: found, eligible } = judgeEntry(terms, madeUpEntry(terms, { content: { tags }, facts }));
    return [found[0]?.outcome, eligible];
  };

  test("a null result passes where such are eligible, however its tag is written, and nowhere else", () => {
    for (const tag of ["null result", "Null-Result", " NULL_result"]) {
      expect(judgedAs([tag], { nullResults: true })).toEqual(["passed", true]);
      expect(judgedAs(["induction", tag], { replications: true })).toEqual(["failed", false]);
    }
    for (const tag of ["null", "no null result", "nullresult"])
      expect(judgedAs([tag], {})).toEqual(["passed", true]);
    expect(judgedAs([], {})).toEqual(["passed", true]);
  });

  test("a replication passes where such are eligible and it is a fork of what it repeats", () => {
    const facts = { earlier: [like] };
    const replications = true;
    const changes: Partial<Earlier>[] = [{ isAncestor: false }, { isOwn: true }, { kind: "entry" }];
    expect(judgedAs(["replication"], { replications }, facts)).toEqual(["passed", true]);
    expect(judgedAs(["replication"], { nullResults: true }, facts)).toEqual(["failed", false]);
    for (const change of changes)
      expect(judgedAs(["replication"], { replications }, { earlier: [{ ...like, ...change }] })[0]).toBe(
        "failed",
      );
    expect(judgedAs(["replication"], { replications }, { earlier: [] })[0]).toBe("failed");
    const across = { earlier: [], earlierAcross: [{ ...like, measure: "likeness@2" as const }] };
    expect(judgedAs(["replication"], { replications }, across)[0]).toBe("passed");
    const byTarget = { earlier: [], earlierWithoutFeatures: [{ ...like, measure: "likeness@3" as const }] };
    expect(judgedAs(["replication"], { replications }, byTarget)[0]).toBe("passed");
    expect(judgedAs(["replication"], { replications }, byTarget, 1)[0]).toBe("failed");
    const cut = { earlier: [{ ...like, measure: "likeness@4" as const }] };
    expect(judgedAs(["replication"], { replications }, cut)[0]).toBe("passed");
    expect(judgedAs(["replication"], { replications }, cut, 1)[0]).toBe("failed");
  });

  test("what is not known of what is like it leaves a replication undecided, and nothing else", () => {
    for (const why of ["waiting", "unknown"] as const) {
      expect(judgedAs(["replication"], { replications: true }, { earlier: why })[0]).toBe(why);
      expect(judgedAs(["replication"], { replications: true }, { earlierAcross: why })[0]).toBe(why);
      expect(judgedAs(["replication"], { replications: true }, { earlierWithoutFeatures: why })[0]).toBe(why);
      expect(judgedAs(["replication"], {}, { earlier: why })[0]).toBe("failed");
      expect(judgedAs(["null result"], { nullResults: true }, { earlier: why })[0]).toBe("passed");
    }
  });

  test("both at once is judged as both", () => {
    const tags = ["null result", "replication"];
    const facts = { earlier: [like] };
    expect(judgedAs(tags, { nullResults: true, replications: true }, facts)[0]).toBe("passed");
    expect(judgedAs(tags, { nullResults: true }, facts)[0]).toBe("failed");
    expect(judgedAs(tags, { replications: true }, facts)[0]).toBe("failed");
  });
});

describe("a prompt as the model reads it", () => {
  const readBy = (tokens: string[], prompt: EntryFacts["prompt"], params: Params) => {
    const circuit = circuitOf();
    const texts = tokens.map((text, position) => ({ position, id: position, text }));
    const terms = madeUpTerms([{ kind: "prompt", version: 2, ...params }]);
    const [found] = judgeEntry(
      terms,
      madeUpEntry(terms, { circuit: { ...circuit, tokens: texts }, facts: { prompt } }),
    ).rules;
    return found?.outcome;
  };
  const given = (...texts: string[]) => ({ of: "given", texts });
  const tokens = ["<s>", " Hello", " there"];
  const text = " Hello there";

  test("is what was typed, whether or not its tokenizer puts a space in front", () => {
    for (const [spaceInFront, typed, other] of [
      ["always", "Hello there", " Hello there"],
      ["never", " Hello there", "Hello there"],
    ] as const) {
      expect(readBy(tokens, { text, spaceInFront }, given(typed))).toBe("passed");
      expect(readBy(tokens, { text, spaceInFront }, given(other))).toBe("failed");
    }
    for (const typed of [text, text.slice(1)])
      expect(readBy(tokens, { text, spaceInFront: "where-none-is" }, given(typed))).toBe("passed");
    const pattern = { of: "pattern", pattern: "^Hello", anyCase: false };
    expect(readBy(tokens, { text, spaceInFront: "always" }, pattern)).toBe("passed");
    expect(readBy(tokens, { text, spaceInFront: "never" }, pattern)).toBe("failed");
  });

  test("of two spaces one was typed where one is put in front of every text", () => {
    const facts = { text: "  Hello", spaceInFront: "always" } as const;
    expect(readBy(["<s>", "  Hello"], facts, given(" Hello"))).toBe("passed");
    expect(readBy(["<s>", "  Hello"], facts, given("Hello"))).toBe("failed");
  });

  test("is read by bytes where a token holds a part of a character", () => {
    const parts = ["<s>", "\ufffd", "\ufffd"];
    expect(readBy(parts, { text: "é", spaceInFront: "never" }, given("é"))).toBe("passed");
    expect(readBy(parts, "unknown", given("é"))).toBe("unknown");
    expect(readBy(parts, { text: "é", spaceInFront: "never" }, given("\ufffd\ufffd"))).toBe("failed");
  });

  test("is judged without its tokenizer only where that could not change it", () => {
    for (const why of ["waiting", "unknown"] as const) {
      expect(readBy(tokens, why, given("Hello there"))).toBe(why);
      expect(readBy(["<s>", "Hello"], why, given("Hello"))).toBe("passed");
      expect(readBy(["<s>", "Hello"], why, given("Bye"))).toBe("failed");
      expect(readBy(tokens, why, { of: "any" })).toBe("passed");
    }
    expect(readBy(tokens, undefined, given("Hello there"))).toBe("unknown");
  });
});

test("what is too like at one threshold alone is so by the fourth version, and was by none before", () => {
  const near: Earlier = {
    ...{ kind: "finding", id: "f", at: opened, likeness: 0.95, measure: "likeness@4", isOwn: false },
    isAncestor: false,
  };
  const whole: Earlier = { ...near, likeness: 0.4, measure: "likeness@1" };
  for (const [kind, params] of [
    ["novelty", { maxLikeness: 0.85 }],
    ["ancestry", { fromLikeness: 0.6 }],
  ] as const)
    for (const version of [1, 2, 3, 4]) {
      const terms = madeUpTerms([{ kind, version, ...params }]);
      const entry = madeUpEntry(terms, { facts: { earlier: [near, whole] } });
      const [found] = judgeEntry(terms, entry).rules;
      expect([version, found?.outcome]).toEqual([version, version < 4 ? "passed" : "failed"]);
    }
});

test("what a version of a rule was published with stays: who changes a definition writes a new version", () => {
  const definitions = rules.map(({ kind, version, definition }) => `${kind}@${version} ${definition}`);
  expect(definitions.map((each) => `${each.split(" ")[0]} ${canonicalHash(each).slice(0, 12)}`)).toEqual([
    "models@1 50c3c19237e9",
    "dictionaries@1 572cd5b1c266",
    "target@1 fa1d6f248a40",
    "prompt@1 e6e33364d3a3",
    "prompt@2 845d82c03939",
    "nulls-and-replications@1 1aa5a1ba46db",
    "nulls-and-replications@2 ed16a3662f40",
    "attention-layers@1 9403774d3970",
    "feature-nodes@1 80dfb3f8a9a6",
    "scores@1 87b73fcf801e",
    "verified@1 86c24025e919",
    "node-check@1 6ae5cc185d89",
    "thresholds@1 b3b9cf6cf8b9",
    "tier@1 c53ea10fc49c",
    "supported-labels@1 614792298a18",
    "write-up@1 6f765aec850b",
    "unpublished@1 c2b3f110ed82",
    "unpublished@2 9ff18c98a73c",
    "novelty@1 0e964f79c715",
    "novelty@2 30bcdfcd4dd0",
    "novelty@3 3ae1cd545c4c",
    "novelty@4 79f22fa8d669",
    "ancestry@1 3c70226d170c",
    "ancestry@2 105fb8ae76d9",
    "ancestry@3 7bc21f15c35e",
    "ancestry@4 bcee7db6b5e8",
  ]);
});
