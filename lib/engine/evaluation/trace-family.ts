import type { Circuit } from "@/lib/circuit-format/circuit";
import type { Mode } from "@/lib/circuit-format/kinds";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { type ModelIdentity, traceCircuit } from "../attribution/trace-circuit";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import {
  type Agreement,
  agreementOf,
  alignByRole,
  type FamilyCircuit,
  jaccard,
  jaccardsOf,
  type RoledCircuit,
  recurring,
  roledFeatures,
  withinThreshold,
} from "./family-circuit";
import { checkPrompts, type Prompt, readPosition } from "./prompts";

export interface FamilyQuestion {
  identity: ModelIdentity;
  mode: Mode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
}

/** A prompt and the template it is of. Templates of one variant say the same in other words: they are paraphrases of each other. */
export interface TemplatePrompt extends Prompt {
  template: string;
  variant: string;
}

export interface TracedFamily {
  circuit: FamilyCircuit;
  /** How many prompts' circuits had more nodes to expand than they may, of each threshold: what they miss is missing here too. */
  truncated: { own: number; halved: number; doubled: number };
  /** How alike circuits are in their features at roles. */
  stability: {
    /** Between any two prompts. */
    prompts: Agreement;
    /** Between templates of one variant, of what recurs in the prompts of each. */
    paraphrases: Agreement;
    /** Between each prompt's circuit and its own at half the threshold, and at twice. */
    halved: Agreement;
    doubled: Agreement;
  };
}

export interface TraceFamilyOptions {
  onProgress?: (progress: { done: number; total: number }) => void;
  signal?: StopSignal;
}

/**
 * Every prompt's circuit of the same question, aligned by role: the logit of its right answer less that of its wrong one, where it
 * has one, after its read position. Throws `EngineError` "invalid-input" with the prompt's number, and the signal's reason once aborted.
 */
export async function traceFamily(
  model: LoadedModel,
  prompts: readonly TemplatePrompt[],
  question: FamilyQuestion,
  { onProgress = () => {}, signal }: TraceFamilyOptions = {},
): Promise<TracedFamily> {
  checkPrompts(model.config, prompts);
  const thresholds = [
    ["own", question.threshold],
    ["halved", question.threshold / 2],
    ["doubled", Math.min(1, question.threshold * 2)],
  ] as const;
  const truncated: TracedFamily["truncated"] = { own: 0, halved: 0, doubled: 0 };
  const whole: RoledCircuit[] = [];
  const [halved, doubled]: [number[], number[]] = [[], []];
  const total = prompts.length * thresholds.length;
  for (const [i, prompt] of prompts.entries()) {
    const target = targetOf(prompt, `Prompt ${i + 1}`);
    const sets: Set<string>[] = [];
    for (const [t, [which, threshold]] of thresholds.entries()) {
      signal?.throwIfAborted();
      const request = { ...question, threshold, target };
      const traced = await traceCircuit(model, prompt.tokenIds, request, signal ? { signal } : {});
      truncated[which] += traced.truncated ? 1 : 0;
      const roled = { circuit: graphOf(traced), roles: prompt.roles };
      if (t === 0) whole.push(roled);
      sets.push(roledFeatures(alignByRole([roled])));
      onProgress({ done: i * thresholds.length + t + 1, total });
    }
    const [own, half, twice] = sets;
    for (const [values, other] of [
      [halved, half],
      [doubled, twice],
    ] as const) {
      const value = own && other ? jaccard(own, other) : null;
      if (value !== null) values.push(value);
    }
  }
  return {
    circuit: alignByRole(whole),
    truncated,
    stability: {
      prompts: agreementOf(jaccardsOf(whole.map((roled) => roledFeatures(alignByRole([roled]))))),
      paraphrases: betweenParaphrases(prompts, whole),
      ...{ halved: agreementOf(halved), doubled: agreementOf(doubled) },
    },
  };
}

function targetOf(prompt: Prompt, name: string): TargetId {
  const { right: index, wrong: minus } = prompt;
  const position = readPosition(prompt, name);
  return minus === null ? { kind: "logit", index, position } : { kind: "logit-diff", index, minus, position };
}

/** What is aligned of a circuit; all else, as its tokens and heads, is let go of, since a family has many. */
function graphOf({ nodes, edges, rest, spec }: Circuit): RoledCircuit["circuit"] {
  const { target, threshold } = spec;
  return withinThreshold({ nodes, edges, rest, spec: { target, threshold } });
}

function betweenParaphrases(
  prompts: readonly TemplatePrompt[],
  circuits: readonly RoledCircuit[],
): Agreement {
  const setsOf = new Map<string, Map<string, RoledCircuit[]>>();
  for (const [i, { template, variant }] of prompts.entries()) {
    const templates = setsOf.get(variant) ?? new Map<string, RoledCircuit[]>();
    const own = circuits[i];
    if (own) templates.set(template, [...(templates.get(template) ?? []), own]);
    setsOf.set(variant, templates);
  }
  const values = [...setsOf.values()].flatMap((templates) =>
    jaccardsOf([...templates.values()].map((own) => roledFeatures(recurring(alignByRole(own))))),
  );
  return agreementOf(values);
}
