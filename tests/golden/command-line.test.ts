import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { compareFeatures, readGolden } from "./golden-file";

const root = path.resolve(import.meta.dirname, "../..");

function commons(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "cli/commons.ts", ...args],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  return { status, stdout, stderr };
}

/** Strict objects: the output has exactly these fields. */
const outputSchema = z.strictObject({
  model: z.string(),
  tokens: z.array(z.strictObject({ position: z.number(), id: z.number(), text: z.string() })),
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
    expect(output.tokens).toEqual(golden.tokens);
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
