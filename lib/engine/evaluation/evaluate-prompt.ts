import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import { type AttributionState, stateOf } from "../attribution/attribution-state";
import type { SiteEdit, Variant } from "../interventions/variant";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type AblatedValues, ablatedValues } from "./ablation";
import type { RoleNode } from "./circuit-nodes";
import type { EvaluatedSet, EvaluationPlan } from "./evaluation-plan";
import { readMetric, type Unedited } from "./metrics";
import { type Prompt, readPosition, rolesUpTo } from "./prompts";
import { planRows, type RowPlan } from "./row-plan";
import { logitsAfter, runVariants } from "./run-variants";
import { type Place, placeName } from "./site-values";

/** The metric of one prompt: without edits, and by ablation of every set of the plan, in its order. */
export interface EvaluatedPrompt {
  whole: number | null;
  byAblation: { ablation: Ablation; values: (number | null)[] }[];
}

/** Runs one prompt under every set of a plan. Prompts are independent: a computation in parts calls this for each of its own. */
export async function evaluatePrompt(
  model: LoadedModel,
  { request, universe, sets }: EvaluationPlan,
  prompt: Prompt,
  name: string,
  signal?: StopSignal,
): Promise<EvaluatedPrompt> {
  const { metric, ablations, freeze } = request;
  const position = readPosition(prompt, name);
  const other = prompt.counterfactual && (await stateOf(model, prompt.counterfactual.tokenIds));
  const state = await stateOf(model, prompt.tokenIds);
  const values = ablatedValues(model, prompt, name, universe.means, other);
  const unedited: Unedited = {
    logits: await logitsAfter(state, position),
    counterfactual: await counterfactualLogits(prompt, name, other, metric),
  };
  const roles = rolesUpTo(prompt, position);
  const byAblation: EvaluatedPrompt["byAblation"] = [];
  for (const ablation of ablations) {
    const variants: Variant[] = [];
    for (const set of sets)
      variants.push(
        await variantOf(state, { places: universe.places, roles, values, ablation, readAt: position }, set),
      );
    const logits = await runVariants(state, variants, { position, freeze, ...(signal && { signal }) });
    byAblation.push({ ablation, values: logits.map((of) => readMetric(metric, prompt, of, unedited)) });
  }
  return { whole: readMetric(metric, prompt, unedited.logits, unedited), byAblation };
}

async function counterfactualLogits(
  prompt: Prompt,
  name: string,
  state: AttributionState | undefined,
  metric: Metric,
): Promise<Float32Array | null> {
  if (!state || !prompt.counterfactual || metric !== "normalised-difference") return null;
  return logitsAfter(
    state,
    readPosition({ ...prompt, ...prompt.counterfactual }, `${name}'s counterfactual`),
  );
}

interface Setting {
  places: readonly Place[];
  roles: readonly (readonly [role: string, position: number])[];
  values: AblatedValues;
  ablation: Ablation;
  /** Where the next token is read. */
  readAt: number;
}

/** Every site at every role: what is kept is what it is in the run at hand, what is ablated has its value. */
async function variantOf(
  state: AttributionState,
  { places, roles, values, ablation, readAt }: Setting,
  { nodes, are }: EvaluatedSet,
): Promise<Variant> {
  const named = namedAt(nodes);
  const edits: SiteEdit[] = [];
  for (const place of places) {
    const rows: RowPlan[] = [];
    // What the last layer writes elsewhere nothing reads.
    const isLast = place.layer === state.model.config.layers - 1 && place.kind !== "resid";
    for (const [role, position] of roles) {
      if (isLast && position !== readAt) continue;
      const here = named.get(`${placeName(place)}@${role}`);
      if (!here && are === "ablated") continue;
      const isKept = (isNamed: boolean) => (isNamed === (are === "kept") ? "kept" : "ablated");
      rows.push({
        ...{ position, named: here?.features ?? [], namedAre: are },
        ...{ errorIs: isKept(here?.error === true), skipIs: isKept(here?.skip === true) },
        value: await values.of(ablation, place, role),
      });
    }
    const edit = await planRows(state, place, rows);
    if (edit) edits.push(edit);
  }
  return { edits };
}

interface NamedHere {
  features: number[];
  error: boolean;
  skip: boolean;
}

/** The nodes by site and role. */
function namedAt(nodes: readonly RoleNode[]): Map<string, NamedHere> {
  const named = new Map<string, NamedHere>();
  for (const { kind, layer, index, role } of nodes) {
    const name = `${placeName({ kind, layer })}@${role}`;
    const here = named.get(name) ?? { features: [], error: false, skip: false };
    if (index === null) here.error = true;
    else if (index === "skip") here.skip = true;
    else here.features.push(index);
    named.set(name, here);
  }
  return named;
}
