import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { browserFolder, ensureBrowser } from "@/tests/e2e/support/browser";
import { commonsIn } from "./commons";
import { compareFeatures, goldenFeatureSchema, readGolden, strongestFeature } from "./golden-file";

/*
 * The engine on onnxruntime's WebGPU provider. The device is SwiftShader, the software renderer that comes with the
 * browser from npm: slow, and without half floats, but every shader is compiled and run.
 */

const folder = mkdtempSync(path.join(tmpdir(), "webgpu-"));
const golden = readGolden("indirect-object");
const text = ["--model", "storybook-4l", "--text", golden.text];
/** Milliseconds for several commands, one after another, on a busy machine. */
const patience = 240_000;

beforeAll(async () => {
  await ensureBrowser();
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

function commonsOn(provider: "cpu" | "webgpu", ...args: string[]): unknown {
  const renderer = browserFolder();
  const environment = {
    ENGINE_PROVIDER: provider,
    VK_ICD_FILENAMES: path.join(renderer, "vk_swiftshader_icd.json"),
    LD_LIBRARY_PATH: renderer,
  };
  const { status, stdout, stderr } = commonsIn(environment, ...args);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Every number in a document with its place. */
function numbersIn(value: unknown, place = ""): [string, number][] {
  if (typeof value === "number") return [[place, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${place}/${key}`));
}

const featuresSchema = z.object({
  features: z.array(goldenFeatureSchema),
  predictions: z.array(z.object({ id: z.number() })),
});

test(
  "a run on WebGPU gives the golden features and predictions",
  () => {
    const output = featuresSchema.parse(commonsOn("webgpu", "features", ...text, "--json"));
    const { largest, where, oneSided } = compareFeatures(output.features, golden.features);
    expect(oneSided).toEqual([]);
    expect(largest, `at ${where}`).toBeLessThanOrEqual(1e-3);
    expect(output.predictions.map(({ id }) => id)).toEqual(golden.predictions.map(({ id }) => id));
  },
  patience,
);

test(
  "a circuit traced on WebGPU is verified by the CPU",
  () => {
    const target = 'logit-diff." Mary"-" Ruth"@14';
    const circuit = commonsOn(
      "webgpu",
      "circuit",
      ...text,
      "--target",
      target,
      "--threshold",
      "0.05",
      "--json",
    );
    const file = path.join(folder, "circuit.json");
    writeFileSync(file, JSON.stringify(circuit));
    expect(commonsOn("cpu", "verify", file)).toMatchObject({ matches: true });
  },
  patience,
);

const strongest = (layer: number) =>
  formatNodeId(strongestFeature(golden, "attn", golden.tokens.length - 1, layer));

test.each([
  ["dfa", "--target", strongest(3)],
  ["qk", "--layer", "2", "--head", "1", "--query", "14", "--key", "9"],
  ["ablate", "--feature", strongest(2), "--target", 'logit." Mary"@14'],
])(
  "%s on WebGPU gives the numbers of the CPU",
  (...command) => {
    const [ours, expected] = (["webgpu", "cpu"] as const).map((provider) =>
      numbersIn(commonsOn(provider, ...command, ...text)),
    );
    expect(expected?.length).toBeGreaterThan(20);
    expect(ours?.map(([place]) => place)).toEqual(expected?.map(([place]) => place));
    for (const [i, [place, number]] of (expected ?? []).entries())
      expect(Math.abs((ours?.[i]?.[1] ?? Number.NaN) - number) / (1 + Math.abs(number)), place).toBeLessThan(
        1e-4,
      );
  },
  patience,
);
