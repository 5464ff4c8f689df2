import { describe, expect, test } from "vitest";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import { composeWriteUp } from "./compose-write-up";
import { starterPrompts } from "./prompts";
import type { StarterFacts } from "./starter-facts";
import type { StarterClaim, StarterPrompt } from "./starter-prompt";
import { stateClaim } from "./state-claim";

/** " Tom" is read at token 1 by an attention feature of the last token, 3; the other one reads token 2. */
const graph = madeUpCircuit(
  "logit.7@3",
  [
    ["attn.0.5@3", "logit.7@3", 6],
    ["attn.0.6@3", "logit.7@3", 3],
    ["bias", "logit.7@3", 1],
    ["embed@1", "attn.0.5@3", 1.5],
    ["embed@2", "attn.0.5@3", 0.5],
    ["embed@2", "attn.0.6@3", 1],
  ],
  { "logit.7@3": 10, "attn.0.5@3": 2, "attn.0.6@3": 1 },
);

const facts: StarterFacts = {
  tokens: [{ text: "<|endoftext|>" }, { text: " Tom" }, { text: " and" }, { text: " so" }],
  expected: [
    { token: { text: " Tom" }, probability: 0.75 },
    { token: { text: " he" }, probability: 0.125 },
  ],
  circuit: { ...graph, scores: { replacement: 0.9, completeness: 1 }, truncated: false },
  verified: true,
  check: {
    value: 10,
    points: [
      { id: "attn.0.5@3", predicted: 6, measured: 5 },
      { id: "attn.0.6@3", predicted: 3, measured: -4 },
    ],
    nodeCount: 2,
    pearson: 0.8125,
    spearman: null,
  },
  tokenOf: (id) => (id === 7 ? { text: " Tom" } : undefined),
};

const prompt: StarterPrompt = {
  ...{ name: "tom", model: "made-up", text: " Tom and so", target: { of: "logit", token: " Tom" } },
  ...{
    title: "Tom",
    question: "Who?",
    tags: [],
    claims: [{ claim: "predicts", token: " Tom", atLeast: 0.5 }],
  },
};

const tom = { token: " Tom" };
const and = { token: " and" };

describe("a claim of a write-up", () => {
  test.each<[claim: StarterClaim, holds: boolean, says: RegExp]>([
    [{ claim: "predicts", token: " Tom", atLeast: 0.75 }, true, /`" Tom"`.*75\.0%/],
    [{ claim: "predicts", token: " Tom", atLeast: 0.76 }, false, /75\.0%/],
    [{ claim: "predicts", token: " he", atLeast: 0.1 }, false, /`" Tom"`/],
    [{ claim: "does-not-predict", token: " he" }, true, /`" he"` gets 12\.5%/],
    [{ claim: "does-not-predict", token: " Ann" }, true, /not among the 2 tokens/],
    [{ claim: "does-not-predict", token: " Tom" }, false, /./],
    // 6 * 1.5 / 2 = 4.5 of " Tom", 6 * 0.5 / 2 + 3 = 4.5 of " and": both give most.
    [{ claim: "gives-most", at: tom }, true, /effect of 4\.50 on a target of 10\.0 \(`embed@1`\)/],
    [{ claim: "gives", at: tom, atLeast: 0.45 }, true, /4\.50/],
    [{ claim: "gives", at: tom, atLeast: 0.46 }, false, /4\.50/],
    [{ claim: "gives-little", at: tom, atMost: 0.44 }, false, /4\.50/],
    [{ claim: "gives-little", at: { token: " so" }, atMost: 0 }, true, /no edge/],
    [{ claim: "gives", at: { token: " so" }, atLeast: 0 }, false, /no node/],
    [
      { claim: "read-by", at: tom },
      true,
      /`attn\.0\.5@3`.*1\.50 comes over `embed@1 > attn\.0\.5@3`.*effect is 6\.00/,
    ],
    [{ claim: "read-by", at: and }, true, /`attn\.0\.6@3`/],
    [{ claim: "read-by", at: { token: " so" } }, false, /No attention feature/],
    [{ claim: "read-by", at: { token: " Tom", nth: 2 } }, false, /no token `" Tom"` number 2/],
    [{ claim: "target-reads", at: { token: " so" } }, true, /`attn\.0\.5@3 > logit\.7@3`/],
    [{ claim: "target-reads", at: tom }, false, /./],
    [{ claim: "agrees", atLeast: 0.8 }, true, /./],
    [{ claim: "agrees", atLeast: 0.9 }, false, /./],
    [{ claim: "disagrees", atMost: 0.8 }, false, /0\.813/],
  ])("%j holds: %s", (claim, holds, says) => {
    expect(stateClaim(claim, facts)).toEqual({ holds, sentence: expect.stringMatching(says) });
  });

  test("that cannot be said of a check without a correlation does not hold either way", () => {
    const without = { ...facts, check: { ...facts.check, pearson: null } };
    for (const claim of [
      { claim: "agrees", atLeast: 0 },
      { claim: "disagrees", atMost: 1 },
    ] as const)
      expect(stateClaim(claim, without).holds).toBe(false);
  });
});

describe("a write-up", () => {
  test("has every number from what was computed, what speaks against it too", () => {
    const { body, failures } = composeWriteUp(prompt, facts);
    expect(failures).toEqual([]);
    for (const part of [
      ...["which is 10.0 here", "those measured is 0.813", "| `attn.0.6@3` | 3.00 | \u22124.00 |"],
      "of `attn.0.6@3` it predicts 3.00, and taking it out changes the target by \u22124.00",
      ...[
        "Of the two largest measured effects one is against the prediction",
        "90.0% of the influence ends in the text",
      ],
    ])
      expect(body).toContain(part);
  });

  test("says by itself that a circuit foretells poorly, where no claim does, and says it once", () => {
    const poor = { ...facts, check: { ...facts.check, pearson: 0.49 } };
    const withClaim: StarterPrompt = { ...prompt, claims: [{ claim: "disagrees", atMost: 0.5 }] };
    const times = (each: StarterPrompt, of: StarterFacts) =>
      composeWriteUp(each, of).body.split("**poorly**").length - 1;
    expect([times(prompt, facts), times(prompt, poor), times(withClaim, poor)]).toEqual([0, 1, 1]);
  });

  test.each<[why: string, changed: Partial<StarterFacts>]>([
    ["a claim does not hold", { expected: [{ token: { text: " he" }, probability: 0.9 }] }],
    ["it was not verified", { verified: false }],
    ["nothing was ablated", { check: { ...facts.check, points: [] } }],
    ["the circuit is not whole", { circuit: { ...facts.circuit, truncated: true } }],
  ])("is not published where %s", (_, changed) => {
    expect(composeWriteUp(prompt, { ...facts, ...changed }).failures).toHaveLength(1);
  });
});

describe("the site's prompts", () => {
  test("are some twenty, each under a name of its own, with a claim that what is predicted or read is so", () => {
    expect(starterPrompts.length).toBeGreaterThanOrEqual(20);
    expect(new Set(starterPrompts.map(({ name }) => name)).size).toBe(starterPrompts.length);
    for (const { name, title, claims, tags } of starterPrompts) {
      expect(name).toMatch(/^[a-z][a-z-]{2,63}$/);
      expect(title.length).toBeLessThanOrEqual(160);
      expect(tags.length).toBeGreaterThan(0);
      expect(claims.some(({ claim }) => claim === "predicts" || claim === "does-not-predict")).toBe(true);
    }
  });
});
