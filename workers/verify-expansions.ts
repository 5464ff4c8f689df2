import { describeDifference } from "@/lib/circuit-format/comparison";
import { type Expansion, expansionSchema, listedContributions } from "@/lib/circuit-format/expansion";
import type { Mode } from "@/lib/circuit-format/kinds";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { forgetState } from "@/lib/engine/attribution/attribution-state";
import { verifyExpansion } from "@/lib/engine/attribution/verify-expansion";
import { EngineError, type EngineErrorCode } from "@/lib/engine/errors";
import type { LoadedModel } from "@/lib/engine/model";
import { readExpansionPage, type StoredExpansion } from "@/lib/expansions/stored-expansions";

/** What comparing a part of what is stored of a circuit has found. */
export interface Findings {
  /** Null where no number was compared. */
  largestDifference: number | null;
  differenceCount: number;
  /** The first of them, in a sentence each. */
  differences: string[];
}

interface ExpandedCircuit {
  id: string;
  mode: Mode;
  tokenIds: readonly number[];
}

/** More are counted. */
const maxKept = 50;

/**
 * Expands again a page of the nodes of a circuit that people have expanded by hand, and compares with what is stored.
 * They are computed one after another; `beforeEach` may throw to stop.
 */
export async function verifyExpansions(
  model: LoadedModel,
  circuit: ExpandedCircuit,
  page: number,
  beforeEach: (progress: { done: number; total: number }) => Promise<void>,
): Promise<Findings> {
  // Computed from the tokens on, whatever this worker has computed of them before.
  forgetState(model, circuit.tokenIds);
  const stored = await readExpansionPage(circuit.id, page);
  const found: Findings[] = [];
  for (const [done, expansion] of stored.entries()) {
    await beforeEach({ done, total: stored.length });
    found.push(await verifyOne(model, circuit, expansion));
  }
  return together(found);
}

/** What several parts have found, as one. */
export function together(parts: readonly Findings[]): Findings {
  return {
    largestDifference: largestOf(...parts),
    differenceCount: parts.reduce((sum, { differenceCount }) => sum + differenceCount, 0),
    differences: parts.flatMap(({ differences }) => differences).slice(0, maxKept),
  };
}

async function verifyOne(
  model: LoadedModel,
  { mode, tokenIds }: ExpandedCircuit,
  { nodeId, packed }: StoredExpansion,
): Promise<Findings> {
  const name = `the expansion of ${nodeId.slice(0, 80)}`;
  const stored = readExpansion(packed);
  if (!stored) return oneDifference(`${name} cannot be read`);
  try {
    const asked = { nodeId, mode, stored, limit: listedContributions };
    const result = await verifyExpansion(model, tokenIds, asked);
    const differences = result.differences.map((each) => `${name}, ${describeDifference(each)}`);
    return { ...result, differences };
  } catch (error) {
    if (!(error instanceof EngineError && saysThereIsNone.has(error.code))) throw error;
    return oneDifference(`${name} is stored and cannot be computed: ${error.message}`);
  }
}

/** Such a node has no expansion, whatever is stored of it. */
const saysThereIsNone = new Set<EngineErrorCode>(["invalid-input", "inexact"]);

function oneDifference(sentence: string): Findings {
  return { largestDifference: null, differenceCount: 1, differences: [sentence] };
}

function largestOf(...parts: Findings[]): number | null {
  const numbers = parts.flatMap(({ largestDifference }) => largestDifference ?? []);
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** Undefined for what is no packed expansion. */
function readExpansion(packed: Uint8Array): Expansion | undefined {
  try {
    return expansionSchema.safeParse(unpackDocument(packed)).data;
  } catch {
    return undefined;
  }
}
