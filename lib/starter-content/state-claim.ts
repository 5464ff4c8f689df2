import type { CircuitEdge, CircuitNode } from "@/lib/circuit-format/circuit";
import { tokenLiteral } from "@/lib/tokens/token-words";
import type { StarterFacts } from "./starter-facts";
import type { StarterClaim, TokenPlace } from "./starter-prompt";
import { writeNumber, writeShare } from "./write-number";

export interface StatedClaim {
  holds: boolean;
  /** What is so, in Markdown with its numbers; where it does not hold, what is so instead. */
  sentence: string;
}

/** What the facts say of a claim. */
export function stateClaim(claim: StarterClaim, facts: StarterFacts): StatedClaim {
  switch (claim.claim) {
    case "predicts":
      return predicts(claim, facts);
    case "does-not-predict":
      return doesNotPredict(claim, facts);
    case "agrees":
    case "disagrees":
      return agreement(claim, facts);
    default: {
      const position = placeOf(claim.at, facts);
      if (position === null)
        return no(`The text has no token ${code(claim.at.token)} number ${claim.at.nth ?? 1}.`);
      const at = { position, name: `${code(claim.at.token)} at token ${position}` };
      if (claim.claim === "read-by") return readBy(at, facts);
      if (claim.claim === "target-reads") return targetReads(at, facts);
      return embedding(claim, at, facts);
    }
  }
}

interface Place {
  position: number;
  name: string;
}

/** The likeliest next token is this one, with at least that probability. */
function predicts({ token, atLeast }: { token: string; atLeast: number }, { expected }: StarterFacts) {
  const [first] = expected;
  const probability = first?.probability ?? 0;
  const sentence = `After this text the model expects ${code(first?.token.text ?? "")}, with a probability of ${writeShare(probability)}.`;
  return { holds: first?.token.text === token && probability >= atLeast, sentence };
}

/** The likeliest next token is another one. */
function doesNotPredict({ token }: { token: string }, { expected }: StarterFacts) {
  const [first] = expected;
  const own = expected.find((each) => each.token.text === token);
  const has = own
    ? `gets ${writeShare(own.probability)}`
    : `is not among the ${expected.length} tokens it expects most`;
  return {
    holds: first !== undefined && first.token.text !== token,
    sentence: `The model does **not** do this: ${code(token)} ${has}, and ${code(first?.token.text ?? "")} is expected most, with ${writeShare(first?.probability ?? 0)}.`,
  };
}

/** How well predicted and measured effects of the causal check agree, by Pearson's correlation. */
function agreement(
  claim: Extract<StarterClaim, { claim: "agrees" | "disagrees" }>,
  { check }: StarterFacts,
): StatedClaim {
  const r = check.pearson;
  if (r === null) return no("The causal check has no correlation.");
  if (claim.claim === "agrees")
    return {
      holds: r >= claim.atLeast,
      sentence: `So the circuit foretells fairly well what ablating its features does.`,
    };
  return {
    holds: r <= claim.atMost,
    sentence: `The circuit foretells **poorly** what ablating its features does in the real model (correlation ${writeNumber(r)}), so it does not show how the model does this.`,
  };
}

/** What the embedding of a token gives to the target, over all paths. */
function embedding(
  claim: Extract<StarterClaim, { claim: "gives-most" | "gives" | "gives-little" }>,
  { position, name }: Place,
  { tokens, circuit, check }: StarterFacts,
): StatedClaim {
  const own = circuit.nodes.find((node) => node.kind === "embed" && node.position === position);
  const whole = `on a target of ${writeNumber(check.value)}`;
  if (claim.claim === "gives-little") {
    const holds = Math.abs(own?.effect ?? 0) <= claim.atMost * Math.abs(check.value);
    const has = own
      ? `an effect of ${writeNumber(own.effect)} ${whole} (\`${own.id}\`)`
      : "no edge that the thresholds keep";
    return { holds, sentence: `Little comes from ${name} itself: its embedding has ${has}.` };
  }
  if (!own) return no(`The embedding of ${name} is no node of the circuit.`);
  const share = check.value === 0 ? 0 : own.effect / check.value;
  if (claim.claim === "gives")
    return {
      holds: share >= claim.atLeast,
      sentence: `The embedding of ${name} has an effect of ${writeNumber(own.effect)} ${whole} (\`${own.id}\`).`,
    };
  const last = tokens.length - 1;
  const earlier = circuit.nodes.filter((node) => node.kind === "embed" && node.position !== last);
  const most = Math.max(...earlier.map(({ effect }) => effect * Math.sign(check.value)));
  return {
    holds: share > 0 && own.effect * Math.sign(check.value) >= most,
    sentence: `Of the tokens before the last, ${name} gives most: its embedding has an effect of ${writeNumber(own.effect)} ${whole} (\`${own.id}\`).`,
  };
}

/** An attention feature of the last token gets most of what makes it from there; the one with the most influence is named. */
function readBy({ position, name }: Place, { tokens, circuit }: StarterFacts): StatedClaim {
  const last = tokens.length - 1;
  const readers = circuit.nodes
    .filter((node) => node.kind === "attn" && node.expanded && node.position === last)
    .filter(({ id }) => id !== circuit.spec.target)
    .sort((a, b) => b.influence - a.influence);
  for (const reader of readers) {
    const read = largestFrom(reader.id, position, circuit.edges);
    if (read)
      return {
        holds: true,
        sentence: `\`${reader.id}\`, at the last token, reads ${name}: of its activation of ${writeNumber(reader.activation ?? 0)}, ${writeNumber(read.contribution)} comes over \`${read.source} > ${read.target}\`. ${writeShare(reader.influence)} of the influence passes through it, and its effect is ${writeNumber(reader.effect)}.`,
      };
  }
  return no(`No attention feature of the last token gets most from ${name}.`);
}

/** The same of the target itself. */
function targetReads({ position, name }: Place, { circuit, check }: StarterFacts): StatedClaim {
  const read = largestFrom(circuit.spec.target, position, circuit.edges);
  if (!read) return no(`The target does not get most from ${name}.`);
  return {
    holds: true,
    sentence: `It reads ${name}: from there comes more of what makes it than from any other token, the largest part, ${writeNumber(read.contribution)} of ${writeNumber(check.value)}, over \`${read.source} > ${read.target}\`.`,
  };
}

/** The largest edge from a position, if the sum over edges from no other position is as large. */
function largestFrom(target: string, position: number, edges: readonly CircuitEdge[]): CircuitEdge | null {
  const sums = new Map<number, number>();
  let largest: CircuitEdge | null = null;
  for (const edge of edges) {
    if (edge.target !== target) continue;
    const from = positionOf(edge.source);
    if (from === null) continue;
    sums.set(from, (sums.get(from) ?? 0) + edge.contribution);
    if (from === position && edge.contribution > (largest?.contribution ?? 0)) largest = edge;
  }
  const most = Math.max(...sums.values());
  return largest && (sums.get(position) ?? 0) >= most ? largest : null;
}

function positionOf(id: CircuitNode["id"]): number | null {
  const [, position] = id.split("@");
  return position === undefined ? null : Number(position);
}

function placeOf({ token, nth = 1 }: TokenPlace, { tokens }: StarterFacts): number | null {
  const places = tokens.flatMap(({ text }, position) => (text === token ? [position] : []));
  return places[nth - 1] ?? null;
}

/** A token's text as code, with its quotes, so that a space in front is seen. */
export function code(token: string): string {
  return `\`${tokenLiteral({ text: token })}\``;
}

function no(sentence: string): StatedClaim {
  return { holds: false, sentence };
}
