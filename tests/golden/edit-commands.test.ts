import { describe, expect, test } from "vitest";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { commons } from "./commons";
import { type Answer, printed } from "./edited-run";
import { readGolden, strongestFeature } from "./golden-file";

const golden = readGolden("indirect-object");
const text = ["--model", "storybook-4l", "--text", golden.text];
const last = golden.tokens.length - 1;
const strongest = strongestFeature(golden, "attn", last);
const feature = formatNodeId(strongest);
/** Reads what the attention of layer 1 writes. */
const reader = formatNodeId(strongestFeature(golden, "mlp", last, 1));

function expectUnchanged({ target, predictions: { before, after } }: Answer): void {
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(Math.abs(target.after - target.before)).toBeLessThan(1e-4);
  for (const [i, { logit }] of before.entries()) expect(after[i]?.logit).toBeCloseTo(logit, 4);
}

describe("on the bundled model", () => {
  test("setting a feature to the activation it has changes nothing", () => {
    const { activation } = strongest;
    const answer = printed("ablate", ...text, "--feature", feature, "--set", String(activation));
    expect(answer).toMatchObject({ features: [feature], set: activation, frozen: false });
    expectUnchanged(answer);
  });

  test("setting a feature to 0 is ablating it", () => {
    const { frozen, target, predictions } = printed("ablate", ...text, "--feature", feature, "--set", "0");
    const ablated = printed("ablate", ...text, "--feature", feature, "--scale", "0");
    expect(ablated).toEqual({ features: [feature], scale: 0, frozen, target, predictions });
    expect(Math.abs(target.after - target.before)).toBeGreaterThan(1e-2);
  });

  test.each(["attn.1", "resid.2", "mlp.3"])("splicing %s in with its error changes nothing", (dictionary) => {
    const answer = printed("splice", ...text, "--dictionary", dictionary);
    expect(answer).toMatchObject({ dictionaries: [dictionary], withoutError: false, frozen: false });
    expect(answer).not.toHaveProperty("positions");
    const [best] = golden.predictions;
    expect(answer.target.id).toBe(`logit.${best?.id}@${last}`);
    expect(answer.target.before).toBeCloseTo(best?.logit ?? Number.NaN, 3);
    expectUnchanged(answer);
  });

  test("splicing without the error changes the prediction, and tells a feature as target", () => {
    const args = ["--dictionary", "attn.1", "--without-error", "--target", reader];
    const answer = printed("splice", ...text, ...args);
    expect(answer).toMatchObject({ withoutError: true, target: { id: reader } });
    expect(Math.abs(answer.target.after - answer.target.before)).toBeGreaterThan(1e-3);
    expect(answer.predictions.after).not.toEqual(answer.predictions.before);
  });
});

test.each([
  [
    "a value past what 32 bits hold",
    ["ablate", "--feature", feature, "--set", "1e300"],
    /^An activation is set/,
  ],
  [
    "setting a feature past the text",
    ["ablate", "--feature", formatNodeId({ ...strongest, position: 99 }), "--set", "1"],
    /no position 99/,
  ],
  [
    "setting a feature that there is not",
    ["ablate", "--feature", "attn.1.99999@3", "--set", "1"],
    /no feature/,
  ],
  [
    "a dictionary that there is not",
    ["splice", "--dictionary", "resid.9"],
    /^There is no resid dictionary at/,
  ],
  [
    "what is no dictionary",
    ["splice", "--dictionary", "resid"],
    /^"resid" is not a dictionary\. Write attn\.L,/,
  ],
  ["splicing past the text", ["splice", "--dictionary", "resid.1", "--position", "99"], /no position 99/],
])("%s is one sentence on standard error and exit code 1", (_, args, message) => {
  const { status, stdout, stderr } = commons(...args, ...text);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

test.each([
  ["an activation that is no number", ["ablate", "--feature", feature, "--set", "high"]],
  ["both a scale and an activation", ["ablate", "--feature", feature, "--set", "1", "--scale", "0"]],
  ["splicing nothing", ["splice"]],
  ["a position that is no number", ["splice", "--dictionary", "resid.1", "--position", "last"]],
])("%s is wrong usage: exit code 2", (_, args) => {
  const { status, stdout, stderr } = commons(...args, ...text);
  expect(stderr).not.toBe("");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test.each([
  ["ablate", ["--scale", "--set", "--freeze", "--target"]],
  ["splice", ["--dictionary", "--position", "--without-error", "--freeze", "--target"]],
])("commons %s --help explains its options and succeeds", (command, options) => {
  const { status, stdout } = commons(command, "--help");
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: commons ${command}`);
  for (const option of options) expect(stdout).toContain(option);
});
