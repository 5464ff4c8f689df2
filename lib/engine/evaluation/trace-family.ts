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
  meanJaccard,
  type RoledCircuit,
  recurring,
  roledFeatures,
} from "./family-circuit";
import { checkPrompts, type Prompt, readPosition } from "./prompts";

export interface FamilyQuestion {
  identity: ModelIdentity;
  mode: Mode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
}

/** A prompt and which of the paraphrases it is of. */
export interface VariedPrompt extends Prompt {
  variant: string;
}

export interface TracedFamily {
  circuit: FamilyCircuit;
  /** How alike circuits are in their features at roles. */
  stability: {
    /** Between any two prompts. */
    prompts: Agreement;
    /** Between paraphrases, of what recurs in each. */
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
  prompts: readonly VariedPrompt[],
  question: FamilyQuestion,
  { onProgress = () => {}, signal }: TraceFamilyOptions = {},
): Promise<TracedFamily> {
  checkPrompts(model.config, prompts);
  const thresholds = [
    question.threshold,
    question.threshold / 2,
    Math.min(1, question.threshold * 2),
  ] as const;
  const whole: RoledCircuit[] = [];
  const [halved, doubled]: [number[], number[]] = [[], []];
  const total = prompts.length * thresholds.length;
  for (const [i, prompt] of prompts.entries()) {
    const target = targetOf(prompt, `Prompt ${i + 1}`);
    const sets: Set<string>[] = [];
    for (const [t, threshold] of thresholds.entries()) {
      signal?.throwIfAborted();
      const request = { ...question, threshold, target };
      const traced = await traceCircuit(model, prompt.tokenIds, request, signal ? { signal } : {});
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
    stability: {
      prompts: meanJaccard(whole.map((roled) => roledFeatures(alignByRole([roled])))),
      paraphrases: meanJaccard(recurringByVariant(prompts, whole)),
      ...{ halved: agreementOf(halved), doubled: agreementOf(doubled) },
    },
  };
}

function targetOf(prompt: Prompt, name: string): TargetId {
  const { right: index, wrong: minus } = prompt;
  const position = readPosition(prompt, name);
  return minus === null ? { kind: "logit", index, position } : { kind: "logit-diff", index, minus, position };
}

/** What is aligned of a circuit; its tokens and heads are let go of, since a family has many. */
function graphOf({ nodes, edges, rest, spec }: Circuit): RoledCircuit["circuit"] {
  const { target, threshold } = spec;
  return { nodes, edges, rest, spec: { target, threshold } };
}

/** Of each variant, the features that recur in its prompts. */
function recurringByVariant(
  prompts: readonly VariedPrompt[],
  circuits: readonly RoledCircuit[],
): Set<string>[] {
  const variants = [...new Set(prompts.map(({ variant }) => variant))];
  return variants.map((variant) => {
    const own = circuits.filter((_, i) => prompts[i]?.variant === variant);
    return roledFeatures(recurring(alignByRole(own)));
  });
}
