import path from "node:path";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { circuitByRole, uniteCircuits } from "@/lib/engine/evaluation/circuit-nodes";
import { combineEvaluation } from "@/lib/engine/evaluation/evaluate-circuit";
import { type EvaluatedPrompt, evaluatePrompt } from "@/lib/engine/evaluation/evaluate-prompt";
import { defaultKinds, planEvaluation } from "@/lib/engine/evaluation/evaluation-plan";
import type { Prompt, RoledText } from "@/lib/engine/evaluation/prompts";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { report } from "./measure";

/*
 * A whole circuit on the bundled model: three ablations, ten sizes, 100 random circuits, 32 prompts of 24 tokens. In turn with each
 * prompt go plain forward passes of it, as many as would tell their time; what is compared is the time of one pass.
 */
const promptCount = Number(process.env.BENCH_PROMPTS ?? 32);
const plainPasses = 64;

const runtime = await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS });
const model = await openModel(path.join(env().MODELS_DIR, "storybook-4l"), { runtime });
await model.warm();

const names = ["Mary", "John", "Anna", "Dave", "Lucy", "Tom", "Sarah", "Peter"];
const prompts = Array.from({ length: promptCount }, (_, i) => promptOf(i));
const circuit = uniteCircuits(await Promise.all(prompts.slice(0, 2).map(tracedByRole)));
const request = { circuit, metric: "logit-difference" as const, seed: 1 };

const planning = performance.now();
const plan = await planEvaluation(model, prompts, request);
report(
  "planning: every prompt and counterfactual once, means, random circuits",
  performance.now() - planning,
  "ms",
);
const runs = plan.sets.length * plan.request.ablations.length;
const rows: EvaluatedPrompt[] = [];
const spent = { evaluation: 0, passes: 0 };
for (const [i, prompt] of prompts.entries()) {
  const before = await timedPasses(prompt);
  const begin = performance.now();
  rows.push(await evaluatePrompt(model, plan, prompt, `Prompt ${i + 1}`));
  const evaluation = performance.now() - begin;
  const behind = await timedPasses(prompt);
  // The first warms up.
  if (i === 0) continue;
  spent.evaluation += evaluation;
  spent.passes += ((before + behind) * runs) / (2 * plainPasses);
}
const { byAblation } = combineEvaluation(plan, rows);
report("prompts", prompts.length, "");
report("tokens a prompt", prompts[0]?.tokenIds.length ?? 0, "");
report("runs a prompt", runs, "");
report("nodes of the circuit", plan.nodes.length, "");
report("its faithfulness, mean ablation", byAblation[1]?.sufficiency.share ?? Number.NaN, "");
report("evaluation, a run", spent.evaluation / (runs * (prompts.length - 1)), "ms");
report("plain forward pass with logits", spent.passes / (runs * (prompts.length - 1)), "ms");
report("evaluation / as many plain forward passes", spent.evaluation / spent.passes, "", 0.5);
await model.close();

/** Before and behind each prompt's evaluation, so that what else the machine does falls on both. */
async function timedPasses({ tokenIds }: Prompt): Promise<number> {
  const begin = performance.now();
  for (let pass = 0; pass < plainPasses; pass++) await model.forward(tokenIds, ["logits"]);
  return performance.now() - begin;
}

function promptOf(i: number): Prompt {
  const name = (n: number) => names[(i + n) % names.length] ?? "";
  return {
    ...textOf(name(0), name(1 + (i % 3))),
    ...{ readAt: "END", right: tokenOf(` ${name(0)}`), wrong: tokenOf(` ${name(1 + (i % 3))}`) },
    counterfactual: textOf(name(4), name(5)),
  };
}

/** 24 tokens, whose last is the one after which a name comes. */
function textOf(io: string, s: string): RoledText {
  const before = "It was a cold morning by the river.";
  const text = `${before} When ${io} and ${s} went to the store, ${s} gave a drink to`;
  const tokens = model.tokenize(text);
  const at = (name: string, from = 0) => tokens.findIndex(({ text }, p) => p > from && text === ` ${name}`);
  const roles = { IO: at(io), S1: at(s), S2: at(s, at(s)), END: tokens.length - 1 };
  return { tokenIds: tokens.map(({ id }) => id), roles };
}

function tokenOf(text: string): number {
  const [id = -1] = model.encodeText(text);
  return id;
}

async function tracedByRole({ tokenIds, roles, right, wrong }: Prompt) {
  const identity = { model: "bench", modelChecksum: "0".repeat(64), dictionarySets: [] };
  const target = parseTargetId(`logit-diff.${right}-${wrong}@${tokenIds.length - 1}`);
  const traced = await traceCircuit(model, tokenIds, { identity, target, edgeThreshold: 1e-3 });
  return circuitByRole(traced, roles, defaultKinds);
}
