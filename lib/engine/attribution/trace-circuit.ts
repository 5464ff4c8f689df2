import {
  type Circuit,
  type CircuitNode,
  type CircuitSpec,
  circuitFormat,
  circuitSpecSchema,
  defaultMaxNodes,
  defaultThreshold,
} from "@/lib/circuit-format/circuit";
import type { Mode } from "@/lib/circuit-format/kinds";
import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { wordsOf } from "@/lib/json/schema-words";
import { EngineError } from "../errors";
import type { LoadedModel } from "../model";
import { stateOf } from "./attribution-state";
import { describeParts } from "./head-parts";
import { type SweepOptions, type SweptNode, sweep } from "./sweep";

/** What is asked about one text; what is left out has its default. */
export interface CircuitRequest {
  /** Put into the circuit's spec, so that it says what it was computed with. */
  identity: ModelIdentity;
  target: TargetId;
  mode?: Mode;
  threshold?: number;
  edgeThreshold?: number;
  maxNodes?: number;
}

/** The checksums that name what a circuit was computed with (`describeModel`). */
export type ModelIdentity = Pick<CircuitSpec, "model" | "modelChecksum" | "dictionarySets">;

export type TraceOptions = Pick<SweepOptions, "onProgress" | "signal" | "maxBytes" | "expandNearThreshold">;

/** The spec of a request: every default filled in, every value in range. */
export function completeSpec(tokenIds: readonly number[], request: CircuitRequest): CircuitSpec {
  const { identity, target, mode = "direct", threshold = defaultThreshold } = request;
  const { edgeThreshold = 0, maxNodes = defaultMaxNodes } = request;
  const limits = { threshold, edgeThreshold, maxNodes };
  const spec = { ...identity, tokenIds: [...tokenIds], target: formatNodeId(target), mode, ...limits };
  const parsed = circuitSpecSchema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const fault = issue ? wordsOf(issue) : "it is not of the right form";
  throw new EngineError("invalid-input", `The circuit's ${issue?.path.join(".")} is wrong: ${fault}.`);
}

/**
 * Traces the circuit of a target of one text (attribution.md section 3). Throws `EngineError` where the
 * target is not active, the mode not offered, a limit out of range or the circuit larger than `maxBytes`, and the signal's
 * reason once aborted.
 */
export async function traceCircuit(
  model: LoadedModel,
  tokenIds: readonly number[],
  request: CircuitRequest,
  options: TraceOptions = {},
): Promise<Circuit> {
  const spec = completeSpec(tokenIds, request);
  checkMode(model, spec.mode);
  const state = await stateOf(model, tokenIds);
  const { mode, threshold, edgeThreshold, maxNodes } = spec;
  const swept = await sweep(state, request.target, { mode, threshold, edgeThreshold, maxNodes, ...options });
  options.signal?.throwIfAborted();
  const ids = swept.nodes.map(({ id }) => formatNodeId(id));
  const idOf = (node: number) => ids[node] ?? "";
  return {
    format: circuitFormat,
    spec,
    tokens: tokenIds.map((id, position) => ({ position, id, ...model.tokenOf(id) })),
    nodes: swept.nodes.map((node, i) => describeNode(idOf(i), node)),
    edges: swept.edges.map(({ source, target, contribution }) => {
      return { source: idOf(source), target: idOf(target), contribution: short(contribution) };
    }),
    rest: swept.rest.map(({ target, count, sum, absoluteSum }) => {
      return { target: idOf(target), count, sum: short(sum), absoluteSum: short(absoluteSum) };
    }),
    heads: swept.heads.map(({ source, target, ...parts }) => {
      return { source: idOf(source), target: idOf(target), ...describeParts(parts) };
    }),
    scores: { replacement: short(swept.replacement), completeness: short(swept.completeness) },
    checks: { largestResidual: short(swept.largestResidual) },
    truncated: swept.truncated,
    ...(swept.truncated && { unexpandedInfluence: short(swept.unexpandedInfluence) }),
  };
}

/** Refuses the residual mode where the model has no residual dictionaries. */
export function checkMode(model: LoadedModel, mode: Mode): void {
  if (mode === "direct" || model.dictionaries.some(({ kind }) => kind === "resid")) return;
  throw new EngineError(
    "invalid-input",
    `The model ${model.manifest.name} has no residual dictionaries, so it has no residual mode. Use direct.`,
  );
}

function describeNode(id: string, node: SweptNode): CircuitNode {
  const { id: parts, activation, influence, effect, expanded } = node;
  return {
    id,
    kind: parts.kind,
    layer: "layer" in parts ? parts.layer : null,
    index: "index" in parts && parts.kind !== "logit-diff" ? parts.index : null,
    position: "position" in parts ? parts.position : null,
    activation: activation === null ? null : short(activation),
    influence: short(influence),
    effect: short(effect),
    expanded,
  };
}

/** Nine significant digits, what a float32 has: the rest is rounding, and half of a document's size. */
function short(value: number): number {
  return Number(value.toPrecision(9));
}
