import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type Ablation, ablations, type Metric } from "@/lib/evidence-format/evaluation";
import type { Freeze } from "../interventions/edited-pass";
import { nothingFrozen } from "../interventions/edited-pass";
import type { LoadedModel } from "../model";
import { mibShares } from "./areas";
import { type CircuitByRole, type RoleNode, roleNodeName } from "./circuit-nodes";
import type { WorkOptions } from "./intervene-on-prompts";
import { checkMetric } from "./metrics";
import { checkPrompts, type Prompt, refused } from "./prompts";
import { drawRandomCircuits, maxRandomCircuits, minRandomCircuits } from "./random-circuits";
import { surveyPrompts, type Universe } from "./universe";

export interface EvaluationRequest {
  circuit: CircuitByRole;
  metric: Metric;
  /** Of bootstrap and random circuits. */
  seed: number;
  ablations?: readonly Ablation[];
  /** Shares of all nodes at which the curve is taken, rising. */
  shares?: readonly number[];
  /** How many random circuits; 0 for none, else at least `minRandomCircuits`. */
  randomCircuits?: number;
  /** Whose sites are kept or ablated. */
  kinds?: readonly DictionaryKind[];
  freeze?: Freeze;
}

/** Residual features split what attention reads, and are no part of what is handed on: they are left out unless asked for. */
export const defaultKinds = ["attn", "mlp"] as const satisfies readonly DictionaryKind[];

/** A set of nodes that is kept while the rest is ablated, or ablated while the rest is kept. */
export interface EvaluatedSet {
  nodes: readonly RoleNode[];
  are: "kept" | "ablated";
}

/** What is run of every prompt under every ablation, and what was found of all prompts before. */
export interface EvaluationPlan {
  request: Required<Omit<EvaluationRequest, "circuit">> & { circuit: CircuitByRole };
  universe: Universe;
  /** The circuit's own nodes. */
  nodes: readonly RoleNode[];
  sizes: { share: number; count: number; ranked: number }[];
  random: readonly RoleNode[][];
  /** Of every prompt, in the order in which `EvaluatedPrompt` has them. */
  sets: readonly EvaluatedSet[];
}

/** Checks what is asked, runs every prompt once without edits, and lists what is to be run. */
export async function planEvaluation(
  model: LoadedModel,
  prompts: readonly Prompt[],
  request: EvaluationRequest,
  { signal }: WorkOptions = {},
): Promise<EvaluationPlan> {
  const complete = {
    ...{
      ablations,
      shares: mibShares,
      randomCircuits: minRandomCircuits,
      kinds: defaultKinds,
      freeze: nothingFrozen,
    },
    ...request,
  };
  checkPrompts(model.config, prompts);
  checkMetric(complete.metric, prompts);
  checkRequest(complete, prompts);
  checkCircuit(model, complete.circuit, prompts);
  const universe = await surveyPrompts(model, prompts, complete.kinds, {
    withCounterfactuals: complete.ablations.includes("counterfactual"),
    ...(signal && { signal }),
  });
  if (complete.ablations.includes("mean")) checkMeans(universe);
  const { ranked, size } = complete.circuit;
  const nodes = ranked.slice(0, size).map(({ node }) => node);
  const order = rankAll(complete.circuit, universe);
  const sizes = complete.shares.map((share) => {
    const count = Math.floor(share * order.length);
    return { share, count, ranked: Math.min(count, ranked.length) };
  });
  const random = drawRandomCircuits(nodes, universe.nodes, complete.randomCircuits, complete.seed);
  const isError = ({ index, kind, layer }: RoleNode) => index === null && hasDictionary(model, kind, layer);
  const kept = (of: readonly RoleNode[]): EvaluatedSet => ({ nodes: of, are: "kept" });
  const ablated = (of: readonly RoleNode[]): EvaluatedSet => ({ nodes: of, are: "ablated" });
  const sets = [
    kept([]),
    kept(nodes),
    ablated(nodes),
    kept(nodes.filter((node) => !isError(node))),
    kept(nodes.filter(isError)),
    ...sizes.map(({ count }) => kept(order.slice(0, count))),
    ...random.map(kept),
    ...random.map(ablated),
  ];
  return { request: complete, universe, nodes, sizes, random, sets };
}

function hasDictionary(model: LoadedModel, kind: DictionaryKind, layer: number): boolean {
  return model.dictionaries.some((dictionary) => dictionary.kind === kind && dictionary.layer === layer);
}

/** All nodes: those the circuit ranks, then the others that are active in a prompt, then those active in counterfactuals alone. */
function rankAll({ ranked }: CircuitByRole, { nodes, counterfactualOnly }: Universe): RoleNode[] {
  const byName = new Map<string, RoleNode>();
  for (const node of [...ranked.map(({ node }) => node), ...nodes, ...counterfactualOnly])
    if (!byName.has(roleNodeName(node))) byName.set(roleNodeName(node), node);
  return [...byName.values()];
}

function checkRequest(
  { ablations, shares, randomCircuits }: EvaluationPlan["request"],
  prompts: readonly Prompt[],
): void {
  if (ablations.length === 0) throw refused("Name at least one ablation: zero, mean or counterfactual.");
  const without = prompts.findIndex(({ counterfactual }) => !counterfactual);
  if (ablations.includes("counterfactual") && without >= 0)
    throw refused(`Prompt ${without + 1} has no counterfactual. Leave that ablation out, or give it one.`);
  const isRising = shares.every((share, i) => share > (shares[i - 1] ?? 0) && share <= 1);
  if (!isRising || shares.length < 2)
    throw refused("The sizes are at least two shares of all nodes, rising, above 0 and at most 1.");
  const isCount = Number.isInteger(randomCircuits) && randomCircuits <= maxRandomCircuits;
  if (!isCount || (randomCircuits !== 0 && randomCircuits < minRandomCircuits))
    throw refused(
      `Random circuits are none, or from ${minRandomCircuits} to ${maxRandomCircuits}: fewer tell no percentile.`,
    );
}

/** That the circuit's nodes are of this model and at roles that a prompt has. */
function checkCircuit(model: LoadedModel, { ranked }: CircuitByRole, prompts: readonly Prompt[]): void {
  const roles = new Set(prompts.flatMap((prompt) => Object.keys(prompt.roles)));
  for (const { node } of ranked) {
    const name = roleNodeName(node);
    if (!roles.has(node.role))
      throw refused(`The circuit has ${name}, and no prompt has the role ${node.role}.`);
    if (node.layer >= model.config.layers)
      throw refused(`The circuit has ${name}, and the model has ${model.config.layers} layers.`);
    const dictionary = model.dictionaries.find(
      ({ kind, layer }) => kind === node.kind && layer === node.layer,
    );
    if (node.index === "skip" && !dictionary?.skip)
      throw refused(`The circuit has ${name}, and there is no skip transcoder.`);
    if (typeof node.index === "number" && (!dictionary || node.index >= dictionary.dFeatures))
      throw refused(
        `The circuit has ${name}, and ${dictionary ? `that dictionary has ${dictionary.dFeatures} features` : "there is no such dictionary"}.`,
      );
  }
}

function checkMeans({ means }: Universe): void {
  for (const [name, { prompts }] of means) {
    if (prompts >= 2) continue;
    const role = name.slice(name.indexOf("@") + 1);
    throw refused(
      `Only one prompt has the role ${role}, and the mean of one prompt is that prompt: ablating to it would change nothing. Give more prompts, or leave the mean out.`,
    );
  }
}
