import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { type Ablation, ablations } from "@/lib/evidence-format/evaluation";
import { evaluationFacts } from "@/lib/evidence-format/evaluation-facts";
import { tierOf } from "@/lib/evidence-format/tier";
import { parseTargetId } from "../attribution/target";
import { traceCircuit } from "../attribution/trace-circuit";
import { causalCheck } from "../interventions/causal-check";
import { type LoadedModel, openModel } from "../model";
import { plantedTokens, writePlantedModel } from "../oracle/planted-model";
import { openRuntime } from "../runtime";
import { type CircuitByRole, circuitByRole, roleNodeName } from "./circuit-nodes";
import { type CircuitEvaluation, evaluateCircuit } from "./evaluate-circuit";
import { defaultKinds, type EvaluationRequest } from "./evaluation-plan";
import { interveneOnPrompts } from "./intervene-on-prompts";
import type { Intervention } from "./interventions";
import type { Prompt } from "./prompts";

/** Milliseconds for a thousand runs on a busy machine. */
const patience = 120_000;
const folder = mkdtempSync(path.join(tmpdir(), "planted-"));
let model: LoadedModel;

beforeAll(async () => {
  writePlantedModel(folder);
  model = await openModel(folder, { runtime: await openRuntime({ provider: "cpu", threads: 1 }) });
});
afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true });
});

const { ada, ben, end, fillers, beginning } = plantedTokens;

/** "filler name filler end", of every length and with the name in every place. */
function promptOf(i: number): Prompt {
  const filler = (n: number) => fillers[(i + n) % 2] ?? 0;
  const text = (name: number, before: number, behind: number) => {
    const [front, back] = [before, behind].map((count, n) =>
      Array.from({ length: count }, (_, s) => filler(s + n)),
    );
    const tokenIds = [beginning, ...(front ?? []), name, ...(back ?? []), end];
    return { tokenIds, roles: { FIRST: 1, NAME: 1 + before, NEXT: 2 + before, END: tokenIds.length - 1 } };
  };
  const [right, wrong] = i % 2 === 0 ? [ada, ben] : [ben, ada];
  const counterfactual = text(wrong, 1 + ((i + 1) % 3), 1 + ((i + 2) % 3));
  return {
    ...text(right, 1 + (i % 3), 1 + (Math.floor(i / 2) % 3)),
    right,
    wrong,
    readAt: "END",
    counterfactual,
  };
}
const prompts = Array.from({ length: 8 }, (_, i) => promptOf(i));

function traced(prompt: Prompt, target: string, threshold: number): Promise<Circuit> {
  const identity = { model: "planted", modelChecksum: "0".repeat(64), dictionarySets: [] };
  return traceCircuit(model, prompt.tokenIds, { identity, target: parseTargetId(target), threshold });
}

/** What reaches the threshold in one of two prompts' circuits. */
async function tracedOnTwo(targetOf: (prompt: Prompt) => string, threshold: number) {
  const circuits: Circuit[] = [];
  const byName = new Map<string, CircuitByRole["ranked"][number]>();
  for (const prompt of prompts.slice(0, 2)) {
    const circuit = await traced(prompt, `${targetOf(prompt)}@${prompt.tokenIds.length - 1}`, threshold);
    circuits.push(circuit);
    const { ranked, size } = circuitByRole(circuit, prompt.roles, defaultKinds);
    for (const each of ranked.slice(0, size)) {
      const known = byName.get(roleNodeName(each.node));
      if (!known || known.influence < each.influence) byName.set(roleNodeName(each.node), each);
    }
  }
  const ranked = [...byName.values()].sort((a, b) => b.influence - a.influence);
  return { circuits, byRole: { ranked, size: ranked.length, withoutRole: [] } };
}

const request = { metric: "logit-difference" as const, seed: 5, randomCircuits: 100 };

/** How far circuits of the first prompts are shown by their causal checks and what was found over all prompts. */
async function tierFrom(circuits: readonly Circuit[], found: CircuitEvaluation, heldOut: boolean) {
  const checks = await Promise.all(
    circuits.map((circuit, i) => causalCheck(model, prompts[i]?.tokenIds ?? [], circuit)),
  );
  // One name and the other are the two ways in which it is worded.
  const facts = evaluationFacts(found, { heldOut, wordings: prompts.map((_, i) => String(i % 2)) });
  return tierOf({
    ...{ verified: true, replications: [] },
    checks: checks.map(({ points }) => points),
    evaluations: heldOut ? [{ ...facts, heldOut: false }, facts] : [facts],
  });
}

test(
  "a planted circuit is necessary and sufficient under every ablation, above 95 of 100 random ones, and MIB's areas say so",
  async () => {
    const { byRole, circuits } = await tracedOnTwo(({ right, wrong }) => `logit-diff.${right}-${wrong}`, 0.1);
    const names = byRole.ranked.map(({ node }) => roleNodeName(node));
    expect(names).toContain(`attn.0.${ada}@END`);
    expect(names).toContain(`attn.0.${ben}@END`);
    const found = await evaluateCircuit(model, prompts, { ...request, circuit: byRole });
    expect(found.byAblation.map(({ ablation }) => ablation)).toEqual([...ablations]);
    for (const { ablation, sufficiency, necessity, errors } of found.byAblation) {
      expect(Math.abs((sufficiency.share ?? 9) - 1), `${ablation}: kept`).toBeLessThan(0.1);
      expect(necessity.share, `${ablation}: ablated`).toBeGreaterThan(0.9);
      expect(sufficiency.random?.percentile, `${ablation}: kept`).toBeGreaterThan(95);
      expect(necessity.random?.percentile, `${ablation}: ablated`).toBeGreaterThan(95);
      expect(errors.share, `${ablation}: errors`).toBeLessThan(0.1);
    }
    expect((await tierFrom(circuits, found, false)).tier).toBe("whole");
    expect((await tierFrom(circuits, found, true)).tier).toBe("general");
  },
  patience,
);

test(
  "a decoy that is larger and replaces more is neither, under no ablation",
  async () => {
    const planted = await tracedOnTwo(({ right, wrong }) => `logit-diff.${right}-${wrong}`, 0.1);
    const decoy = await tracedOnTwo(() => `logit.${plantedTokens.decoy}`, 0.004);
    expect(decoy.byRole.size).toBeGreaterThan(3 * planted.byRole.size);
    const replacement = ({ circuits }: typeof decoy) =>
      Math.min(...circuits.map(({ scores }) => scores.replacement));
    expect(replacement(decoy)).toBeGreaterThan(replacement(planted));
    const found = await evaluateCircuit(model, prompts, { ...request, circuit: decoy.byRole });
    for (const { ablation, sufficiency, necessity } of found.byAblation) {
      expect(sufficiency.share, `${ablation}: kept`).toBeLessThan(0.2);
      expect(Math.abs(necessity.share ?? 9), `${ablation}: ablated`).toBeLessThan(0.2);
      expect(sufficiency.random?.percentile, `${ablation}: kept`).toBeLessThan(95);
      expect(necessity.random?.percentile, `${ablation}: ablated`).toBeLessThan(95);
    }
    const { tier, steps } = await tierFrom(decoy.circuits, found, true);
    expect(["traced", "causal"], JSON.stringify(steps)).toContain(tier);
    expect(steps.filter(({ holds }) => holds).map((step) => step.tier)).not.toContain("general");
  },
  patience,
);

test("the copying head itself is all that is needed, and another head is nothing", async () => {
  const head = (layer: number, number: number, to: Ablation): Intervention => ({
    ...{ do: "ablate", to, roles: ["END"] },
    what: { part: "head", layer, head: number },
  });
  const conditions = ablations.flatMap((to) => [
    [head(0, 0, to)],
    [head(0, 1, to), head(1, 0, to), head(1, 1, to)],
  ]);
  const results = await interveneOnPrompts(model, prompts, {
    conditions,
    metrics: ["normalised-difference"],
    seed: 1,
  });
  for (const [i, [result]] of results.entries()) {
    const mean = result?.mean ?? Number.NaN;
    if (i % 2 === 1) expect(mean).toBeCloseTo(1, 1);
    // Zero and the mean of two names are half way between one name and the other.
    else expect(mean).toBeCloseTo(ablations[i / 2] === "counterfactual" ? 0 : 0.5, 1);
  }
});

test("of the copying head the value alone says which name it is: query and key are those of any name", async () => {
  const patch = (part: "q" | "k" | "v", head: number): Intervention => ({
    ...{ do: "patch", part, layer: 0, head, roles: ["NAME", "END"] },
  });
  const conditions = [[patch("v", 0)], [patch("q", 0), patch("k", 0)], [patch("v", 1)]];
  const asked = { conditions, metrics: ["normalised-difference"] as const, seed: 1 };
  const [value, queryAndKey, other] = await interveneOnPrompts(model, prompts, asked);
  expect(value?.[0]?.mean).toBeCloseTo(0, 1);
  expect(queryAndKey?.[0]?.mean).toBeCloseTo(1, 3);
  expect(other?.[0]?.mean).toBeCloseTo(1, 1);
});

const atEnd = { roles: ["END"] };
test.each<[string, Intervention, boolean, string]>([
  [
    "a query where patterns are frozen",
    { do: "patch", part: "q", layer: 0, head: 0, ...atEnd },
    true,
    "a patched query or key changes nothing",
  ],
  [
    "a head that is not there",
    { do: "patch", part: "v", layer: 0, head: 2, ...atEnd },
    false,
    "There is no head 2 of the v: a layer has 2.",
  ],
  [
    "a layer that is not there",
    { do: "patch", part: "v", layer: 2, head: 0, ...atEnd },
    false,
    "There is no layer 2: the model has 2.",
  ],
  [
    "another head",
    { do: "ablate", what: { part: "head", layer: 0, head: 9 }, to: "zero", ...atEnd },
    false,
    "There is no head 9: a layer has 2.",
  ],
  [
    "a feature past the last",
    { do: "ablate", what: { part: "feature", kind: "attn", layer: 0, index: 99 }, to: "zero", ...atEnd },
    false,
    "There is no feature attn.0.99: the dictionary has 32.",
  ],
  [
    "an error of no dictionary",
    { do: "ablate", what: { part: "error", kind: "resid", layer: 0 }, to: "zero", ...atEnd },
    false,
    "There is no resid dictionary at layer 0",
  ],
  [
    "a splice of no dictionary",
    { do: "splice", kind: "resid", layer: "all", keepError: true, roles: null },
    false,
    "The model has no resid dictionary to splice.",
  ],
  [
    "a role of no prompt",
    { do: "ablate", what: { part: "site", kind: "mlp", layer: 1 }, to: "zero", roles: ["END", "BEGIN"] },
    false,
    "No prompt has the role BEGIN.",
  ],
])("to change %s is refused", async (_, intervention, patterns, sentence) => {
  const freeze = { patterns, layerNorms: false, outputs: false };
  const asked = { conditions: [[intervention]], metrics: ["logit"] as const, freeze, seed: 1 };
  await expect(interveneOnPrompts(model, prompts, asked)).rejects.toThrow(sentence);
});

test(
  "a metric that nothing changes is not known as a share, and never a number",
  async () => {
    const circuit = await plantedCircuit();
    const never = prompts.map((prompt) => ({ ...prompt, right: 3, wrong: 4 }));
    const found = await evaluateCircuit(model, never, { ...request, circuit });
    expect(found.whole.mean).toBeCloseTo(0, 5);
    for (const { sufficiency, necessity, errors, curve, areas } of found.byAblation) {
      const none = { share: null, interval: null };
      for (const each of [sufficiency, necessity, errors.without, errors.alone, ...curve])
        expect(each).toMatchObject(none);
      for (const { random } of [sufficiency, necessity])
        expect(random).toMatchObject({ percentile: null, percentileByDistance: null });
      expect({ share: errors.share, ...areas }).toEqual({ share: null, cpr: null, cmd: null });
    }
    const normalised = await evaluateCircuit(model, never, {
      ...request,
      metric: "normalised-difference",
      circuit,
    });
    expect(normalised.prompts).toEqual({ all: 8, unknown: 8 });
    expect(normalised.whole).toMatchObject({ known: 0, mean: null });
  },
  patience,
);

test.each<[string, (all: Prompt[]) => Prompt[], Partial<EvaluationRequest>, string]>([
  ["the mean of one prompt", (all) => all.slice(0, 1), {}, "the mean of one prompt is that prompt"],
  [
    "a role of one prompt alone",
    ([first, ...rest]) => [...(first ? [{ ...first, roles: { ...first.roles, BEGIN: 0 } }] : []), ...rest],
    {},
    "Only one prompt has the role BEGIN",
  ],
  [
    "a prompt without a counterfactual",
    (all) =>
      all.map(({ counterfactual, ...prompt }, i) =>
        i === 3 || !counterfactual ? prompt : { ...prompt, counterfactual },
      ),
    {},
    "Prompt 4 has no counterfactual",
  ],
  [
    "a counterfactual without a role",
    (all) =>
      all.map((prompt) => {
        const { END = 0 } = prompt.counterfactual?.roles ?? {};
        const tokenIds = prompt.counterfactual?.tokenIds ?? [];
        return { ...prompt, counterfactual: { tokenIds, roles: { END } } };
      }),
    {},
    "Prompt 1 has the role FIRST, and its counterfactual has not.",
  ],
  [
    "a circuit of a role that no prompt has",
    (all) => all.map((p) => ({ ...p, readAt: null, roles: { NAME: 2 } })),
    { ablations: ["zero"] },
    "no prompt has the role END",
  ],
  ["few random circuits", (all) => all, { randomCircuits: 99 }, "Random circuits are none, or from 100"],
  ["no ablation", (all) => all, { ablations: [] }, "Name at least one ablation"],
  ["sizes that fall", (all) => all, { shares: [0.5, 0.1] }, "rising"],
  ["one size", (all) => all, { shares: [1] }, "at least two shares"],
])("%s is refused in a sentence", async (_, change, asked, sentence) => {
  const circuit = await plantedCircuit();
  await expect(evaluateCircuit(model, change(prompts), { ...request, circuit, ...asked })).rejects.toThrow(
    sentence,
  );
});

test("of a circuit's nodes those at tokens without a role are named, and without a feature left it is refused", async () => {
  const prompt = promptOf(0);
  const circuit = await traced(
    prompt,
    `logit-diff.${prompt.right}-${prompt.wrong}@${prompt.tokenIds.length - 1}`,
    0.1,
  );
  expect(() => circuitByRole(circuit, { NAME: 2 }, defaultKinds)).toThrow(
    "has no feature at a token with a role",
  );
  const [feature] = circuit.nodes.filter(({ kind }) => kind === "attn");
  const elsewhere = ["attn.0.9@1", "mlp-error.1@1", "embed@1", "bias"].flatMap((id) =>
    feature ? [{ ...feature, id, influence: 0.5 }] : [],
  );
  const wide = { ...circuit, nodes: [...circuit.nodes, ...elsewhere] };
  expect(circuitByRole(wide, { END: prompt.roles.END ?? 0 }, defaultKinds)).toMatchObject({
    withoutRole: ["attn.0.9@1", "mlp-error.1@1"],
    size: 1,
  });
  const bare = { ...circuit, nodes: circuit.nodes.filter(({ kind }) => kind !== "attn") };
  expect(() => circuitByRole(bare, prompt.roles, defaultKinds)).toThrow(
    "The circuit has no feature that reaches its threshold",
  );
});

async function plantedCircuit(): Promise<CircuitByRole> {
  return (await tracedOnTwo(({ right, wrong }) => `logit-diff.${right}-${wrong}`, 0.1)).byRole;
}
