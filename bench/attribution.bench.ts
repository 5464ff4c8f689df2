import type { Circuit, CircuitNode } from "@/lib/circuit-format/circuit";
import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { stateOf, warmAttribution } from "@/lib/engine/attribution/attribution-state";
import { expandNode } from "@/lib/engine/attribution/expand-node";
import type { Source } from "@/lib/engine/attribution/source";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { causalCheck } from "@/lib/engine/interventions/causal-check";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime, type Runtime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { gpt2Small, gpt2SmallFolder, makeCheckpoint, randomTokens } from "./make-checkpoint";
import { median, report } from "./measure";

/*
 * Circuits of texts not seen before, warm. Every figure is a median; each round changes a token, so that nothing of the
 * text is kept. On shared cores wall times are noisy: the ratios, taken round by round in turn, are what to look at.
 */
const identity = { model: "bench", modelChecksum: "0".repeat(64), dictionarySets: [] };
const products = { ms: 0 };
const runtime = timed(await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS }));

await benchBundled();
await benchGpt2Small();

/** Counts the time spent inside onnxruntime. */
function timed(runtime: Runtime): Runtime {
  return {
    report: runtime.report,
    async open(graph, options) {
      const session = await runtime.open(graph, options);
      return {
        close: () => session.close(),
        async run(inputs, outputs) {
          const start = performance.now();
          const results = await session.run(inputs, outputs);
          products.ms += performance.now() - start;
          return results;
        },
      };
    },
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

/** The text with its second token changed by round. */
function textOf(tokens: readonly number[], round: number, vocabularySize: number): number[] {
  return tokens.map((id, position) => (position === 1 ? (id + 1 + round * 131) % vocabularySize : id));
}

function expandedOf({ nodes }: Circuit): number {
  return nodes.filter(({ expanded }) => expanded).length;
}

async function benchBundled(): Promise<void> {
  const model = await openModel("models/storybook-4l", { runtime });
  await model.warm();
  await warmAttribution(model);
  const text = "When Mary and John went to the store, John gave a drink to Mary. When Tom and Ann went to";
  const tokens = model.tokenize(text).map(({ id }) => id);
  for (const mode of ["direct", "residual"] as const) {
    const target: TargetId = { kind: "logit", index: 605, position: tokens.length - 1 };
    const circuits: number[] = [];
    const expansions: number[] = [];
    let nodes = 0;
    for (let round = -2; round < 15; round++) {
      const ids = textOf(tokens, round, model.config.vocabularySize);
      const request = { identity, target, mode, threshold: 0.01, edgeThreshold: 1e-4 };
      const circuit = await time(async () => {
        nodes = expandedOf(await traceCircuit(model, ids, request));
      });
      const state = await stateOf(model, ids);
      const source = await state.source("attn", 3);
      const node = (source.starts[tokens.length - 1] ?? 0) + 1;
      const feature: TargetId = {
        ...{ kind: "attn", layer: 3, index: source.indices[node] ?? 0 },
        position: source.positions[node] ?? 0,
      };
      const expansion = await time(() => expandNode(model, ids, mode, feature, { limit: 200 }));
      if (round < 0) continue;
      circuits.push(circuit);
      expansions.push(expansion);
    }
    const what = `bundled model, ${tokens.length} tokens, ${mode}`;
    report(
      `${what}: forward, encode and circuit, threshold 0.01, ${nodes} nodes`,
      median(sorted(circuits)),
      "ms",
      300,
    );
    report(`${what}: one attention feature expanded by hand`, median(sorted(expansions)), "ms", 100);
  }
  await model.close();
}

async function benchGpt2Small(): Promise<void> {
  const spec = { ...gpt2Small, kinds: ["attn", "mlp", "resid"] as const };
  const dir = await makeCheckpoint(`${gpt2SmallFolder()}-all-kinds`, { ...spec, kinds: [...spec.kinds] });
  const model = await openModel(dir, { runtime });
  await model.warm();
  await warmAttribution(model);
  await benchSweep(model);
  await benchThresholds(model);
  await benchTokens(model);
  await benchCausalCheck(model);
  await model.close();
  const small = { ...spec, kinds: [...spec.kinds], dFeatures: gpt2Small.dFeatures / 4 };
  const other = await openModel(await makeCheckpoint(`${gpt2SmallFolder()}-6144`, small), { runtime });
  await other.warm();
  await warmAttribution(other);
  const { sweep, nodes } = await sweepOf(other, randomTokens(64, small.vocabularySize), 0.001, 5);
  report(
    `dictionaries of ${small.dFeatures}, 64 tokens, threshold 0.001, ${nodes} nodes: sweep`,
    sweep,
    "ms",
  );
  await other.close();
}

function logitAt(position: number): TargetId {
  return { kind: "logit", index: 1_000, position };
}

/** The bar: the sweep takes no longer than the forward-and-encode of the same run. */
async function benchSweep(model: LoadedModel): Promise<void> {
  const tokens = randomTokens(64, gpt2Small.vocabularySize);
  const runs: number[] = [];
  const sweeps: number[] = [];
  const shares: number[] = [];
  let nodes = 0;
  for (let round = -2; round < 9; round++) {
    const ids = textOf(tokens, round, gpt2Small.vocabularySize);
    const run = await time(() => model.run(ids));
    await encodeAll(model, ids);
    products.ms = 0;
    const sweep = await time(async () => {
      const request = { identity, target: logitAt(63), threshold: 0.005, edgeThreshold: 1e-4 };
      nodes = expandedOf(await traceCircuit(model, ids, request));
    });
    if (round < 0) continue;
    runs.push(run);
    sweeps.push(sweep);
    shares.push(products.ms / sweep);
  }
  const [run, sweep] = [median(sorted(runs)), median(sorted(sweeps))];
  report(`GPT-2 small's shape, ${model.dictionaries.length} dictionaries, 64 tokens: run`, run, "ms");
  report(`  sweep of a logit, threshold 0.005, ${nodes} nodes`, sweep, "ms");
  report("  sweep / run", sweep / run, "", 1);
  report("  share of the sweep spent in onnxruntime", median(sorted(shares)), "");
}

/** Takes forward pass and features out of what is timed next. */
async function encodeAll(model: LoadedModel, ids: readonly number[]): Promise<void> {
  const state = await stateOf(model, ids);
  for (const { kind, layer } of model.dictionaries) if (kind !== "resid") await state.source(kind, layer);
}

async function sweepOf(model: LoadedModel, tokens: readonly number[], threshold: number, rounds: number) {
  const times: number[] = [];
  let nodes = 0;
  for (let round = -1; round < rounds; round++) {
    const ids = textOf(tokens, round + 1_000, gpt2Small.vocabularySize);
    await encodeAll(model, ids);
    const limits = { threshold, edgeThreshold: 1e-4, maxNodes: 3_000 };
    const request = { identity, target: logitAt(tokens.length - 1), ...limits };
    const sweep = await time(async () => {
      nodes = expandedOf(await traceCircuit(model, ids, request));
    });
    if (round >= 0) times.push(sweep);
  }
  return { sweep: median(sorted(times)), nodes };
}

async function benchThresholds(model: LoadedModel): Promise<void> {
  const tokens = randomTokens(64, gpt2Small.vocabularySize);
  for (const threshold of [0.005, 0.002, 0.001, 0.0003, 0.0001, 0.00003, 0.00001, 0.000003]) {
    const { sweep, nodes } = await sweepOf(model, tokens, threshold, 3);
    report(`  64 tokens, threshold ${threshold}: sweep of ${nodes} nodes`, sweep, "ms");
    report("    nodes a second", (1000 * nodes) / sweep, "");
  }
}

async function benchTokens(model: LoadedModel): Promise<void> {
  for (const count of [16, 128, 256, 512]) {
    const tokens = randomTokens(count, gpt2Small.vocabularySize);
    const { sweep, nodes } = await sweepOf(model, tokens, 0.001, 1);
    report(`  ${count} tokens, threshold 0.001: sweep of ${nodes} nodes`, sweep, "ms");
  }
}

/** Active features, one of each dictionary in turn, all over the text: harder than a circuit's, most of them late. */
async function spreadFeatures(
  model: LoadedModel,
  ids: readonly number[],
  count: number,
): Promise<CircuitNode[]> {
  const state = await stateOf(model, ids);
  const places = model.dictionaries.filter(({ kind }) => kind !== "resid");
  const sources = await Promise.all(places.map(({ kind, layer }) => state.source(kind, layer)));
  const nodes = new Map<string, CircuitNode>();
  for (let i = 0; i < count; i++) {
    const node = activeFrom(sources, i, (i * 37) % ids.length, nodes);
    nodes.set(node.id, node);
  }
  return [...nodes.values()];
}

/** The first active feature at a position or the next, of a dictionary or the next, that is not `taken`. */
function activeFrom(
  sources: readonly Source[],
  firstSource: number,
  firstPosition: number,
  taken: ReadonlyMap<string, CircuitNode>,
): CircuitNode {
  for (let n = 0; n < sources.length; n++) {
    const source = sources[(firstSource + n) % sources.length];
    if (!source || source.kind === "stream") continue;
    const { kind, layer, starts, indices } = source;
    const T = starts.length - 1;
    for (let step = 0; step < T; step++) {
      const position = (firstPosition + step) % T;
      const index = indices[starts[position] ?? 0] ?? -1;
      const place = { kind, layer, index, position };
      const id = formatNodeId(place);
      if (index < 0 || taken.has(id)) continue;
      return { id, ...place, activation: 1, influence: 0, effect: 0, expanded: false };
    }
  }
  throw new Error("the text has too few active features");
}

async function benchCausalCheck(model: LoadedModel): Promise<void> {
  const ids = randomTokens(64, gpt2Small.vocabularySize);
  const nodes = await spreadFeatures(model, ids, 100);
  const spec = { target: formatNodeId(logitAt(63)) };
  const checks: number[] = [];
  const passes: number[] = [];
  for (let round = -1; round < 5; round++) {
    const check = await time(() => causalCheck(model, ids, { spec, nodes }));
    const pass = await time(() => model.forward(ids, ["logits"]));
    if (round < 0) continue;
    checks.push(check);
    passes.push(pass);
  }
  const [check, pass] = [median(sorted(checks)), median(sorted(passes))];
  report(`causal check of ${nodes.length} nodes spread over layers and positions`, check, "ms");
  report("  one forward pass with logits", pass, "ms");
  report("  causal check / 100 forward passes", check / (100 * pass), "", 1 / 3);
}
