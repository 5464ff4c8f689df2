import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { textOfTokens } from "@/lib/tokens/token-text";
import { commons } from "./commons";
import { compareFeatures, readGolden } from "./golden-file";

/** Milliseconds for several commands, one after another, on a busy machine. */
const patience = 120_000;

/** Strict objects: the output has exactly these fields. */
const outputSchema = z.strictObject({
  model: z.string(),
  tokens: z.array(
    z.strictObject({ position: z.number(), id: z.number(), text: z.string(), bytes: z.string().optional() }),
  ),
  features: z.array(
    z.strictObject({
      kind: z.enum(["attn", "mlp", "resid"]),
      layer: z.number(),
      index: z.number(),
      position: z.number(),
      activation: z.number().positive(),
    }),
  ),
  predictions: z
    .array(z.strictObject({ id: z.number(), text: z.string(), logit: z.number(), probability: z.number() }))
    .length(10),
});

test.each(["punctuation-and-unicode", "indirect-object"])(
  "features --json prints the golden run of %s",
  (name) => {
    const golden = readGolden(name);
    const { status, stdout, stderr } = commons(
      "features",
      "--model",
      "storybook-4l",
      "--text",
      golden.text,
      "--json",
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const output = outputSchema.parse(JSON.parse(stdout));
    expect(output.model).toBe("storybook-4l");
    expect(output.tokens.map(({ position, id, text }) => ({ position, id, text }))).toEqual(golden.tokens);
    expect(textOfTokens(output.tokens.slice(1))).toBe(golden.text);
    expect(output.predictions.map(({ id }) => id)).toEqual(golden.predictions.map(({ id }) => id));
    const { largest, where, oneSided } = compareFeatures(output.features, golden.features);
    expect(oneSided).toEqual([]);
    expect(largest, `at ${where}`).toBeLessThanOrEqual(1e-3);
    const sorted = output.features.toSorted(
      (a, b) =>
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        a.layer - b.layer ||
        a.position - b.position ||
        a.index - b.index,
    );
    expect(output.features).toEqual(sorted);
  },
);

test("the table names the strongest features and the predictions", () => {
  const { text } = readGolden("gender");
  const { status, stdout } = commons(
    "features",
    "--model",
    "models/storybook-4l",
    "--text",
    text,
    "--top",
    "3",
  );
  expect(status).toBe(0);
  expect(stdout).toContain('" himself"');
  expect(stdout.match(/^(attn|mlp|resid)\.\d+\.\d+@\d+ /gm)).toHaveLength(3);
});

const indirectObject = readGolden("indirect-object");
const text = ["--model", "storybook-4l", "--text", indirectObject.text];
const { dfa, qk, circuits } = z
  .object({
    dfa: z.array(
      z.object({ target: z.string(), preActivation: z.number(), table: z.array(z.array(z.number())) }),
    ),
    qk: z.object({
      layer: z.number(),
      head: z.number(),
      query: z.number(),
      key: z.number(),
      score: z.number(),
    }),
    circuits: z.array(
      z.object({
        target: z.string(),
        edges: z.array(z.object({ source: z.string(), target: z.string(), contribution: z.number() })),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "indirect-object.json"), "utf8")));

/** The largest edge of a golden circuit from an attention feature to an MLP feature of its own layer and token. */
function strongestWithinALayer() {
  const within = circuits
    .flatMap(({ edges }) => edges)
    .filter(({ source, target }) => {
      const [from, to] = [parseNodeId(source), parseNodeId(target)];
      if (from?.kind !== "attn" || to?.kind !== "mlp") return false;
      return from.layer === to.layer && from.position === to.position;
    });
  const [edge] = within.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  if (!edge) throw new Error("no golden circuit has such an edge");
  return edge;
}

/** What a command prints, once it has succeeded without a word on standard error. */
function printed(...args: string[]): unknown {
  const { status, stdout, stderr } = commons(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

test("commons dfa prints the golden table", () => {
  const [golden] = dfa;
  if (!golden) throw new Error("there is no golden table");
  const answer = z
    .strictObject({
      target: z.literal(golden.target),
      preActivation: z.number(),
      table: z.array(z.array(z.number())),
    })
    .parse(printed("dfa", ...text, "--target", golden.target));
  expect(answer.preActivation).toBeCloseTo(golden.preActivation, 3);
  expect(answer.table.map((row) => row.length)).toEqual(golden.table.map((row) => row.length));
  for (const [h, row] of golden.table.entries())
    for (const [s, value] of row.entries()) expect(answer.table[h]?.[s]).toBeCloseTo(value, 3);
});

describe("commons qk", () => {
  const { layer, head, query, key, score } = qk;
  const side = z.union([z.number().int(), z.enum(["error", "bias"])]);
  const pairsSchema = z.strictObject({
    ...{ layer: z.literal(layer), head: z.literal(head), query: z.literal(query), key: z.literal(key) },
    ...{ score: z.number(), total: z.number() },
    pairs: z.array(z.strictObject({ query: side, key: side, value: z.number() })),
  });
  const ask = (...options: string[]) => {
    const places = Object.entries({ layer, head, query, key });
    const asked = places.flatMap(([name, value]) => [`--${name}`, String(value)]);
    return pairsSchema.parse(printed("qk", ...text, ...asked, ...options));
  };
  let all: ReturnType<typeof ask>;
  beforeAll(() => {
    all = ask();
  }, patience);

  test("prints all pairs of the golden head, which add up to its score", () => {
    expect(all.score).toBeCloseTo(score, 3);
    expect(all.total).toBeCloseTo(score, 3);
    expect(all.pairs.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 3);
  });

  test("--top prints so many of them, the largest first, and leaves score and total", () => {
    const sizes = all.pairs.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(all.pairs.length).toBeGreaterThan(5);
    expect(ask("--top", "5")).toEqual({ ...all, pairs: all.pairs.slice(0, 5) });
  });
});

describe("commons ablate", () => {
  // One reads the other through nothing but a LayerNorm: with that frozen, an ablation takes the edge away.
  const { source: feature, target, contribution } = strongestWithinALayer();
  const prediction = z.strictObject({
    ...{ id: z.number(), text: z.string() },
    ...{ logit: z.number(), probability: z.number() },
  });
  const answerSchema = z.strictObject({
    ...{ features: z.array(z.string()), scale: z.number(), frozen: z.boolean() },
    target: z.strictObject({ id: z.string(), before: z.number(), after: z.number() }),
    predictions: z.strictObject({
      before: z.array(prediction).length(10),
      after: z.array(prediction).length(10),
    }),
  });
  const ask = (...options: string[]) =>
    answerSchema.parse(printed("ablate", ...text, "--feature", feature, ...options));
  const loss = (answer: ReturnType<typeof ask>) => answer.target.before - answer.target.after;
  let free: ReturnType<typeof ask>;
  let frozen: ReturnType<typeof ask>;
  let halved: ReturnType<typeof ask>;
  let unscaled: ReturnType<typeof ask>;
  beforeAll(() => {
    free = ask("--target", target);
    frozen = ask("--target", target, "--freeze");
    halved = ask("--target", target, "--freeze", "--scale", "0.5");
    unscaled = ask("--scale", "1");
  }, patience);

  test("prints a target and the predictions before and after, with what was asked", () => {
    expect(free).toMatchObject({ features: [feature], scale: 0, frozen: false, target: { id: target } });
    const { before, after } = free.predictions;
    expect(before.map(({ id }) => id)).toEqual(indirectObject.predictions.map(({ id }) => id));
    for (const [i, { logit }] of indirectObject.predictions.entries())
      expect(before[i]?.logit).toBeCloseTo(logit, 3);
    expect(after[0]?.logit).not.toBeCloseTo(before[0]?.logit ?? Number.NaN, 2);
  });

  test("--freeze takes exactly the golden edge away; free, the LayerNorm moves too", () => {
    expect(frozen).toMatchObject({ scale: 0, frozen: true });
    expect(frozen.target.before).toBe(free.target.before);
    expect(frozen.predictions.before).toEqual(free.predictions.before);
    expect(loss(frozen)).toBeCloseTo(contribution, 4);
    expect(Math.abs(loss(free) - loss(frozen))).toBeGreaterThan(1e-3);
    expect(frozen.predictions.after).not.toEqual(free.predictions.after);
  });

  test("--scale takes its share of the feature away: half of it at 0.5, nothing at 1", () => {
    expect(halved).toMatchObject({ scale: 0.5, frozen: true });
    expect(loss(halved)).toBeCloseTo(contribution / 2, 4);
    expect(unscaled).toMatchObject({ scale: 1, frozen: false });
    expect(Math.abs(loss(unscaled))).toBeLessThan(1e-4);
    const { before, after } = unscaled.predictions;
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const [i, { logit }] of before.entries()) expect(after[i]?.logit).toBeCloseTo(logit, 4);
  });

  test("without --target it tells of the likeliest next token", () => {
    const [best] = indirectObject.predictions;
    expect(unscaled.target.id).toBe(`logit.${best?.id}@${indirectObject.tokens.length - 1}`);
    expect(unscaled.target.before).toBeCloseTo(best?.logit ?? Number.NaN, 3);
  });
});

test.each([
  ["an unknown model", ["--model", "nope", "--text", "a"], "There is no model folder nope.\n"],
  [
    "an empty text",
    ["--model", "storybook-4l", "--text", ""],
    "The text is empty. Write at least one character.\n",
  ],
  [
    "a text too long",
    ["--model", "storybook-4l", "--text", "the cat ".repeat(100)],
    /^The text has \d+ tokens, and 127 fit\. Shorten it\.\n$/,
  ],
])("%s is one sentence on standard error and exit code 1", (_, args, message) => {
  const { status, stdout, stderr } = commons("features", ...args);
  expect(stderr).toMatch(message);
  expect(stdout).toBe("");
  expect(status).toBe(1);
});

test.each([
  ["no command", []],
  ["an unknown command", ["paint"]],
  ["a missing option", ["features", "--text", "a"]],
  ["a scale that is no number", ["ablate", ...text, "--feature", "attn.0.0@0", "--scale", "half"]],
  ["an ablation of nothing", ["ablate", ...text]],
  ["an option that does not exist", ["features", "--model", "storybook-4l", "--text", "a", "--loud"]],
])("%s is wrong usage: exit code 2", (_, args) => {
  const { status, stdout, stderr } = commons(...args);
  expect(stderr).not.toBe("");
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

test.each([[["--help"]], [["features", "--help"]]])("%j explains itself and succeeds", (args) => {
  const { status, stdout } = commons(...args);
  expect(stdout).toContain("Usage: commons");
  expect(status).toBe(0);
});
