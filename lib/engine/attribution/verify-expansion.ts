import { compareExpansions } from "@/lib/circuit-format/compare-expansions";
import type { ComparisonResult } from "@/lib/circuit-format/comparison";
import type { Expansion } from "@/lib/circuit-format/expansion";
import type { Mode } from "@/lib/circuit-format/kinds";
import type { LoadedModel } from "../model";
import { expandNode } from "./expand-node";
import { headTable } from "./head-table";
import { parseTargetId } from "./target";

/** A node, and what is stored of its expansion: the `limit` largest contributions. */
export interface ExpansionToVerify {
  nodeId: string;
  mode: Mode;
  stored: Expansion;
  limit: number;
}

/**
 * Expands a node again and compares. The node is the asker's, not the document's. Throws `EngineError` where there is
 * nothing to expand: "invalid-input" for what is no node or not active there.
 */
export async function verifyExpansion(
  model: LoadedModel,
  tokenIds: readonly number[],
  { nodeId, mode, stored, limit }: ExpansionToVerify,
): Promise<ComparisonResult> {
  const target = parseTargetId(nodeId);
  const expansion = await expandNode(model, tokenIds, mode, target);
  const heads = target.kind === "attn" ? await headTable(model, tokenIds, target) : null;
  return compareExpansions(stored, { ...expansion, heads }, limit);
}
