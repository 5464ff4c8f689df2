import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Edit, scaleFeature, setFeature } from "@/lib/circuit-format/edit";
import { type FeatureId, formatNodeId } from "@/lib/circuit-format/node-id";
import { naiveEdits } from "@/lib/engine/oracle/naive-edits";
import { naivePass } from "@/lib/engine/oracle/naive-pass";
import { type OpenedRandomModel, openRandomModel } from "@/lib/engine/oracle/open-random-model";
import type { RandomModelSpec } from "@/lib/engine/oracle/random-model";
import { openRuntime } from "@/lib/engine/runtime";
import { printed } from "./edited-run";

const folder = mkdtempSync(path.join(tmpdir(), "edits-"));
afterAll(() => rmSync(folder, { recursive: true }));

function expectClose(value: number, expected: number, where: string): void {
  expect(Math.abs(value - expected) / (1 + Math.abs(expected)), where).toBeLessThan(1e-3);
}

describe("the numbers of commons ablate and splice are those of plain loops in float64", () => {
  const letters = "aQ7!zk";
  const [T, V] = [letters.length + 1, 100];
  const kinds = ["attn", "mlp", "resid"] as const;
  const spec: RandomModelSpec = {
    ...{ seed: 5, layers: 3, heads: 3, dHead: 5, dMlp: 20, vocabularySize: V, contextLength: T },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: false, prefix: "" },
    processing: { fold_value_biases: true, center_writing_weights: false },
    dictionaries: [0, 1, 2].flatMap((layer) =>
      kinds.map((kind) => ({ kind, layer, dFeatures: 30, rule: "relu" as const, dtype: "F32" as const })),
    ),
  };
  const text = ["--model", folder, "--text", letters];
  let opened: OpenedRandomModel;
  let tokens: number[];
  let active: FeatureId;
  let silent: FeatureId;

  beforeAll(async () => {
    opened = await openRandomModel(await openRuntime({ provider: "cpu", threads: 1 }), folder, spec);
    tokens = opened.model.tokenize(letters).map(({ id }) => id);
    const { features } = await opened.model.run(tokens);
    const here = features.find(({ kind, layer }) => kind === "attn" && layer === 1);
    const at = Array.from(here?.indices ?? []).filter((_, i) => here?.positions[i] === 3);
    const place = { kind: "attn", layer: 1, position: 3 } as const;
    active = { ...place, index: at[0] ?? -1 };
    silent = { ...place, index: Array.from({ length: 30 }, (_, i) => i).find((i) => !at.includes(i)) ?? -1 };
  });
  afterAll(() => opened.model.close());

  const frozen = ["--freeze"];
  const asked: [string, () => { args: string[]; edits: Edit[] }][] = [
    [
      "ablate --set",
      () => ({
        args: ["ablate", "--feature", formatNodeId(active), "--set", "2.5"],
        edits: [setFeature(active, 2.5)],
      }),
    ],
    [
      "ablate --set, of two features, one of which is not active there",
      () => ({
        args: ["ablate", "--feature", formatNodeId(silent), formatNodeId(active), "--set", "-1.5", ...frozen],
        edits: [setFeature(silent, -1.5), setFeature(active, -1.5)],
      }),
    ],
    [
      "ablate --scale",
      () => ({
        args: ["ablate", "--feature", formatNodeId(active), "--scale", "3"],
        edits: [scaleFeature(active, 3)],
      }),
    ],
    ...kinds.map((kind): [string, () => { args: string[]; edits: Edit[] }] => [
      `splice --without-error, of ${kind}`,
      () => ({
        args: ["splice", "--dictionary", `${kind}.1`, "--without-error"],
        edits: [{ do: "splice", kind, layer: 1, keepError: false }],
      }),
    ]),
    [
      "splice --without-error, of two dictionaries at two tokens, frozen",
      () => ({
        args: [
          ...["splice", "--dictionary", "resid.1", "mlp.2", "--position", "2", "5"],
          ...["--without-error", ...frozen],
        ],
        edits: [
          { do: "splice", kind: "resid", layer: 1, positions: [2, 5], keepError: false },
          { do: "splice", kind: "mlp", layer: 2, positions: [2, 5], keepError: false },
        ],
      }),
    ],
    [
      "splice with the error, of two dictionaries",
      () => ({
        args: ["splice", "--dictionary", "resid.1", "attn.2"],
        edits: [
          { do: "splice", kind: "resid", layer: 1, keepError: true },
          { do: "splice", kind: "attn", layer: 2, keepError: true },
        ],
      }),
    ],
  ];

  test.each(asked)("%s", (_, ask) => {
    const { args, edits } = ask();
    const isFrozen = args.includes("--freeze");
    const answer = printed(...args, ...text, "--target", `logit.3@${T - 1}`);
    expect(answer).toMatchObject({ frozen: isFrozen, target: { id: `logit.3@${T - 1}` } });
    const { model, random } = opened;
    const clean = naivePass(random, spec.processing, tokens);
    const freeze = { patterns: isFrozen, layerNorms: isFrozen, outputs: false };
    const edit = naiveEdits(model, random, clean.sites, edits, freeze);
    const passes = { before: clean, after: naivePass(random, spec.processing, tokens, edit) };
    for (const when of ["before", "after"] as const) {
      const logits = passes[when].site("logits").slice((T - 1) * V);
      expectClose(answer.target[when], logits[3] ?? Number.NaN, when);
      expect(answer.predictions[when]).toHaveLength(10);
      for (const { id, logit } of answer.predictions[when])
        expectClose(logit, logits[id] ?? Number.NaN, `${when}: token ${id}`);
      expectClose(answer.predictions[when][0]?.logit ?? Number.NaN, Math.max(...logits), `${when}: best`);
    }
  });
});
