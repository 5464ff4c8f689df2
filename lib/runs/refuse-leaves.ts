import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { isLogit } from "@/lib/circuit-format/node-id";
import { whyNoHeads, whyNotTraced } from "@/lib/circuit-format/processing";
import { AppError } from "@/lib/errors";

interface ReadKind {
  kind: DictionaryKind;
  leavesOnly: string | null;
}

/** Throws "unprocessable" where a run was read with dictionaries whose features are leaves, of which no score of heads is made. */
export function refuseHeads(kinds: readonly ReadKind[]): void {
  const reason = whyNoHeads(kinds.map((each) => ({ ...each, processing: [] })));
  if (reason !== undefined) throw new AppError("unprocessable", reason);
}

/** Throws "unprocessable" where a target is a feature that nothing is traced behind. */
export function refuseLeaf(target: TargetId, kinds: readonly ReadKind[]): void {
  if (isLogit(target)) return;
  const reason = kinds.find(({ kind }) => kind === target.kind)?.leavesOnly ?? null;
  if (reason === null) return;
  const message = whyNotTraced(target, reason);
  throw new AppError("unprocessable", message, { fields: { target: message } });
}
