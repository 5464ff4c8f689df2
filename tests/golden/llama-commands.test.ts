import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { naivePass } from "@/lib/engine/oracle/naive-pass";
import type { RandomModel } from "@/lib/engine/oracle/random-model";
import { commonsIn } from "./commons";
import { tinyLlama, writeTinyLlama } from "./tiny-llama";

/** A random Llama with heads that share keys, Llama 2's kind of tokenizer, adopted as a hub lays a model out. */

const folder = mkdtempSync(path.join(tmpdir(), "llama-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

const words = ["--text", "The residual stream, said Mary \u{1f642}"];
let random: RandomModel;
const models = path.join(folder, "models");
const model = ["--model", "tiny-qwen"];

function printed(...args: string[]): string {
  const { status, stdout, stderr } = commonsIn({ MODELS_DIR: models }, ...args);
  expect(status, stderr).toBe(0);
  return stdout;
}

beforeAll(() => {
  const given = path.join(folder, "Tiny-Qwen");
  random = writeTinyLlama(given);
  rmSync(path.join(given, "manifest.json"));
  // What SAELens writes of TransformerLens' defaults, of which centring does nothing to a model with RMSNorm.
  const cfg = path.join(given, "saes/resid/layer_1/cfg.json");
  const said = JSON.parse(readFileSync(cfg, "utf8"));
  said.metadata.model_from_pretrained_kwargs.center_writing_weights = true;
  writeFileSync(cfg, JSON.stringify(said));
  printed("adopt", given, "--dictionaries", path.join(given, "saes"), "--no-proof");
  const { architecture, processing } = JSON.parse(
    readFileSync(path.join(models, "tiny-qwen/manifest.json"), "utf8"),
  );
  expect(architecture).toBe("llama");
  expect(processing).toEqual({ fold_value_biases: false, center_writing_weights: false });
}, 120_000);

test("a circuit is traced and verified, its tokens those of Llama 2's kind of tokenizer", () => {
  const circuit = circuitSchema.parse(
    JSON.parse(printed("circuit", ...model, ...words, "--target", "logit.40@5", "--json")),
  );
  expect(circuit.tokens.slice(0, 2)).toEqual([
    { position: 0, id: 1, text: "<s>" },
    { position: 1, id: expect.any(Number), text: expect.stringMatching(/^ T/) },
  ]);
  expect(circuit.tokens.slice(-4).map(({ bytes }) => bytes)).toEqual(["f0", "9f", "99", "82"]);
  expect(circuit.nodes.length).toBeGreaterThan(10);
  expect(circuit.nodes.some(({ kind }) => kind === "pos")).toBe(false);
  expect(circuit.checks.largestResidual).toBeLessThan(1e-4);
  const ids = circuit.tokens.map(({ id }) => id);
  const logits = naivePass(random, tinyLlama.processing, ids).site("logits");
  expect(circuit.nodes[0]?.activation).toBeCloseTo(
    logits[5 * tinyLlama.vocabularySize + 40] ?? Number.NaN,
    3,
  );
  const file = path.join(folder, "circuit.json");
  writeFileSync(file, JSON.stringify(circuit));
  expect(JSON.parse(printed("verify", file))).toMatchObject({ matches: true });
}, 120_000);

test("a score's pairs, a feature's heads and an ablation are computed from the command line", () => {
  const place = { layer: 1, head: 3, query: 6, key: 2 };
  const flags = Object.entries(place).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const qk = z
    .object({ score: z.number(), total: z.number() })
    .parse(JSON.parse(printed("qk", ...model, ...words, ...flags)));
  expect(qk.total).toBeCloseTo(qk.score, 4);
  const { features } = z
    .object({
      features: z.array(
        z.looseObject({ kind: z.string(), layer: z.number(), index: z.number(), position: z.number() }),
      ),
    })
    .parse(JSON.parse(printed("features", ...model, ...words, "--json")));
  const found = features.find(
    ({ kind, layer, position }) => kind === "attn" && layer === 1 && position === 6,
  );
  const feature = `attn.1.${found?.index}@6`;
  const dfa = z
    .object({ table: z.array(z.array(z.number())) })
    .parse(JSON.parse(printed("dfa", ...model, ...words, "--target", feature)));
  expect(dfa.table).toHaveLength(4);
  const ablated = z
    .object({ target: z.object({ before: z.number(), after: z.number() }) })
    .parse(JSON.parse(printed("ablate", ...model, ...words, "--feature", feature, "--target", "logit.40@6")));
  expect(ablated.target.after).not.toBe(ablated.target.before);
}, 120_000);
