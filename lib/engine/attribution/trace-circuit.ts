import { EngineError } from "../errors";
import type { LoadedModel } from "../model";
import type { AttributionState } from "./attribution-state";
import {
  type Circuit,
  type CircuitNode,
  type CircuitSpec,
  circuitFormat,
  circuitSpecSchema,
  defaultMaxNodes,
  defaultThreshold,
} from "./circuit-format";
import { formatNodeId, type TargetId } from "./node-id";
import type { Mode } from "./read-vectors";
import { type SweepOptions, type SweptNode, sweep } from "./sweep";

/** What is asked about one text; what is left out has its default. */
export interface CircuitRequest {
  target: TargetId;
  mode?: Mode;
  threshold?: number;
  edgeThreshold?: number;
  maxNodes?: number;
}

/** The checksums that name what a circuit was computed with (`describeModel`). */
export type ModelIdentity = Pick<CircuitSpec, "model" | "modelChecksum" | "dictionarySets">;

export type TraceOptions = Pick<SweepOptions, "onProgress" | "signal" | "expandNearThreshold">;

/** The spec of a request: every default filled in, every value in range. */
export function completeSpec(
  identity: ModelIdentity,
  tokenIds: readonly number[],
  request: CircuitRequest,
): CircuitSpec {
  const { target, mode = "direct", threshold = defaultThreshold } = request;
  const { edgeThreshold = 0, maxNodes = defaultMaxNodes } = request;
  const limits = { threshold, edgeThreshold, maxNodes };
  const spec = { ...identity, tokenIds: [...tokenIds], target: formatNodeId(target), mode, ...limits };
  const parsed = circuitSpecSchema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError(
    "invalid-input",
    `The circuit's ${issue?.path.join(".")} is wrong: ${issue?.message}.`,
  );
}

/** Traces the circuit of a target of one text (attribution.md section 3). */
export async function traceCircuit(
  state: AttributionState,
  identity: ModelIdentity,
  request: CircuitRequest,
  options: TraceOptions = {},
): Promise<Circuit> {
  const { model, tokenIds } = state;
  const spec = completeSpec(identity, tokenIds, request);
  checkMode(model, spec.mode);
  const { mode, threshold, edgeThreshold, maxNodes } = spec;
  const swept = await sweep(state, request.target, { mode, threshold, edgeThreshold, maxNodes, ...options });
  const ids = swept.nodes.map(({ id }) => formatNodeId(id));
  const idOf = (node: number) => ids[node] ?? "";
  return {
    format: circuitFormat,
    spec,
    tokens: tokenIds.map((id, position) => ({ position, id, text: model.textOf(id) })),
    nodes: swept.nodes.map((node, i) => describeNode(idOf(i), node)),
    edges: swept.edges.map(({ source, target, contribution }) => {
      return { source: idOf(source), target: idOf(target), contribution };
    }),
    rest: swept.rest.map((rest) => ({ ...rest, target: idOf(rest.target) })),
    scores: { replacement: swept.replacement, completeness: swept.completeness },
    checks: { largestResidual: swept.largestResidual },
    truncated: swept.truncated,
    ...(swept.truncated && { unexpandedInfluence: swept.unexpandedInfluence }),
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
    ...{ activation, influence, effect, expanded },
  };
}
