import { describeDifference } from "@/lib/circuit-format/comparison";
import { type Expansion, expansionSchema, listedContributions } from "@/lib/circuit-format/expansion";
import type { Mode } from "@/lib/circuit-format/kinds";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { verifyExpansion } from "@/lib/engine/attribution/verify-expansion";
import { EngineError, type EngineErrorCode } from "@/lib/engine/errors";
import type { LoadedModel } from "@/lib/engine/model";
import {
  countStoredExpansions,
  type StoredExpansion,
  storedExpansions,
} from "@/lib/expansions/stored-expansions";

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
 * Expands again every node of a circuit that people have expanded by hand, and compares with what is stored. They are
 * read and computed one after another, so many of them take time but no memory; `onProgress` may throw to stop.
 */
export async function verifyExpansions(
  model: LoadedModel,
  circuit: ExpandedCircuit,
  onProgress: (progress: { done: number; total: number }) => Promise<void>,
): Promise<Findings> {
  const counted = await countStoredExpansions(circuit.id);
  const all: Findings = { largestDifference: null, differenceCount: 0, differences: [] };
  let done = 0;
  for await (const expansion of storedExpansions(circuit.id)) {
    // More may be stored while these are compared.
    await onProgress({ done, total: Math.max(counted, done + 1) });
    const found = await verifyOne(model, circuit, expansion);
    all.largestDifference = largestOf(all, found);
    all.differenceCount += found.differenceCount;
    all.differences.push(...found.differences.slice(0, maxKept - all.differences.length));
    done += 1;
  }
  return all;
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

export function largestOf(...parts: Findings[]): number | null {
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
