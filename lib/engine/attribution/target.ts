import { isTarget, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { placeTokens } from "@/lib/tokens/token-text";
import { tokenLiteral } from "@/lib/tokens/token-words";
import { EngineError } from "../errors";
import type { LoadedModel } from "../model";

/** Parses the id of a node that can be expanded. */
export function parseTargetId(text: string): TargetId {
  const id = parseNodeId(text);
  if (id && isTarget(id)) return id;
  throw new EngineError(
    "invalid-input",
    `${JSON.stringify(text.slice(0, 100))} is not a target. Write attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.ID@P or logit-diff.ID-ID@P, with a token's text in quotes in place of its ID where you like.`,
  );
}

const quoted = /"((?:[^"\\]|\\.)*)"/g;

/**
 * Parses a target as a person writes it: a node id, in which a token's text in quotes may stand for its
 * id, as in `logit." Mary"@14` and `logit-diff." Mary"-" John"@14`. Quotes and backslashes within a text
 * are written as in JSON.
 */
export function parseTarget(model: Pick<LoadedModel, "tokenize">, text: string): TargetId {
  const plain = text.trim().replaceAll(quoted, (literal) => String(tokenOf(model, literal)));
  const target = parseTargetId(plain);
  if (target.kind === "logit-diff" && target.index === target.minus)
    throw new EngineError("invalid-input", `The two tokens of ${plain} are the same. Name two.`);
  return target;
}

function tokenOf(model: Pick<LoadedModel, "tokenize">, literal: string): number {
  const tokens = model.tokenize(readLiteral(literal)).slice(1);
  const [token] = tokens;
  if (token && tokens.length === 1) return token.id;
  const parts = placeTokens(tokens).map(tokenLiteral).join(", ");
  throw new EngineError(
    "invalid-input",
    `${literal} is ${tokens.length} tokens (${parts}). Name one of them, or a token by its number.`,
  );
}

function readLiteral(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new EngineError("invalid-input", `${literal} is not a text in quotes. Write it as in JSON.`);
  }
}
