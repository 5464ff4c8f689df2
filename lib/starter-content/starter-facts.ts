import { type CausalCheckResult, causalCheckSchema } from "@/lib/causal-checks/causal-check";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { readCircuitGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { getVocabulary } from "@/lib/models/vocabulary";
import { storedPredictionsSchema } from "@/lib/runs/predictions";
import { runTokens } from "@/lib/runs/run-tokens";
import type { TokenText } from "@/lib/tokens/token-text";

export interface Expected {
  token: TokenText;
  /** 0 to 1. */
  probability: number;
}

/** Everything that a write-up may speak of: what workers computed for a prompt, and nothing else. */
export interface StarterFacts {
  tokens: readonly TokenText[];
  /** What the model expects after the last token: the ten likeliest, the likeliest first. */
  expected: readonly Expected[];
  circuit: Pick<Circuit, "nodes" | "edges" | "scores" | "truncated"> & { spec: { target: string } };
  /** Whether it came out the same when it was computed again. */
  verified: boolean;
  /** Its features ablated in the real model, nothing held. */
  check: CausalCheckResult;
  tokenOf(id: number): TokenText | undefined;
}

/** What was computed for a prompt, by its row's id. Throws where something is not there. */
export async function readStarterFacts(id: string): Promise<StarterFacts> {
  const { run, circuit, verification } = await db().starterFinding.findUniqueOrThrow({
    where: { id },
    select: {
      run: {
        select: {
          ...{ tokenIds: true, tokenTexts: true, predictions: true },
          model: { select: { name: true } },
        },
      },
      circuit: { select: { id: true, causalChecks: { where: { frozen: false }, select: { result: true } } } },
      verification: { select: { passed: true } },
    },
  });
  if (!run || !circuit) throw new Error(`The run or the circuit of starter finding ${id} is gone.`);
  const tokenOf = await tokensOf(run.model.name);
  const predictions = storedPredictionsSchema.parse(run.predictions);
  const probabilities = predictions.probabilities.at(-1) ?? [];
  return {
    tokens: await runTokens(run),
    expected: (predictions.ids.at(-1) ?? []).map((tokenId, rank) => ({
      token: tokenOf(tokenId) ?? { text: "" },
      probability: probabilities[rank] ?? 0,
    })),
    circuit: await readCircuitGraph(circuit.id),
    verified: verification?.passed === true,
    check: causalCheckSchema.parse(circuit.causalChecks[0]?.result),
    tokenOf,
  };
}

async function tokensOf(model: string): Promise<StarterFacts["tokenOf"]> {
  const tokens = (await getVocabulary(model))?.tokens;
  return (id) => tokens?.get(id);
}
