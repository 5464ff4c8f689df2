import type { TargetId } from "@/lib/circuit-format/node-id";
import { decodeFeatures } from "@/lib/features/feature-codec";
import { strongestWhere } from "@/lib/features/firings";
import { getVocabulary } from "@/lib/models/vocabulary";
import type { StarterTarget } from "./starter-prompt";

interface FinishedRun {
  model: string;
  tokenCount: number;
  features: Uint8Array;
}

/** Which node of a finished run a prompt's circuit is of; null where the model has no such token, or nothing fires there. */
export async function findTarget(target: StarterTarget, run: FinishedRun): Promise<TargetId | null> {
  const position = run.tokenCount - 1;
  if (target.of === "attention-feature") return strongestAttention(target.layer, position, run.features);
  const tokens = (await getVocabulary(run.model))?.tokens ?? new Map<number, { text: string }>();
  const idOf = (text: string) => [...tokens].find(([, token]) => token.text === text)?.[0];
  const index = idOf(target.token);
  if (index === undefined) return null;
  if (target.of === "logit") return { kind: "logit", index, position };
  const minus = idOf(target.minus);
  return minus === undefined ? null : { kind: "logit-diff", index, minus, position };
}

function strongestAttention(layer: number, position: number, packed: Uint8Array): TargetId | null {
  const dictionary = decodeFeatures(packed).dictionaries.find(
    (each) => each.kind === "attn" && each.layer === layer,
  );
  const [strongest] = dictionary ? strongestWhere(dictionary, (at) => at >= position, 1) : [];
  return strongest ? { kind: "attn", layer, index: strongest[0], position } : null;
}
