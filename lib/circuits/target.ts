import { z } from "zod";
import {
  formatFeature,
  isLogit,
  isTarget,
  maxNodeIdLength,
  outputTokens,
  parseNodeId,
  type TargetId,
} from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import type { SparseFeatures } from "@/lib/features/feature-codec";
import { firingsOf } from "@/lib/features/firings";

const malformed =
  "A target is written attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.TOKEN@P or logit-diff.TOKEN-TOKEN@P, with numbers.";

/** Reads a target as docs/attribution.md, section 3, writes node ids. */
export const targetSchema = z
  .string()
  .max(maxNodeIdLength, malformed)
  .meta({ examples: ["logit.605@13"], description: malformed })
  .transform((text, context): TargetId => {
    const id = parseNodeId(text);
    if (id && isTarget(id)) return id;
    context.addIssue({ code: "custom", message: malformed });
    return z.NEVER;
  });

interface RunFacts {
  tokenCount: number;
  vocabularySize: number;
  dictionaries: SparseFeatures[];
}

/** Refuses a target that this run cannot have, saying what would do. */
export function checkTarget(target: TargetId, { tokenCount, vocabularySize, dictionaries }: RunFacts): void {
  if (target.position >= tokenCount) refuse(`The text has the token positions 0 to ${tokenCount - 1}.`);
  if (isLogit(target)) {
    const outside = outputTokens(target).find((token) => token >= vocabularySize);
    if (outside !== undefined) refuse(`There is no token ${outside}: the vocabulary has ${vocabularySize}.`);
    if (target.kind === "logit-diff" && target.index === target.minus)
      refuse("The two tokens of a difference are the same.");
    return;
  }
  const { kind, layer, index, position } = target;
  const dictionary = dictionaries.find((each) => each.kind === kind && each.layer === layer);
  if (!dictionary) refuse(`There is no ${kind} dictionary at layer ${layer}.`);
  const firesAt = (firingsOf(dictionary, [index]).get(index) ?? []).map(([at]) => at);
  if (firesAt.includes(position)) return;
  const places =
    firesAt.length > 0 ? `It is active at ${firesAt.join(", ")}.` : "It is active nowhere in this text.";
  refuse(`${formatFeature(target)} is not active at token ${position}. ${places}`);
}

function refuse(message: string): never {
  throw new AppError("unprocessable", message, { fields: { target: message } });
}
