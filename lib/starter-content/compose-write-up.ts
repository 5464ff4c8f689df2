import { isOpposite, largestMeasured } from "@/lib/causal-checks/largest-measured";
import { numberWord } from "@/lib/causal-checks/verdict";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import { type LeafEnd, leafShares } from "@/lib/circuit-graph/leaf-shares";
import type { StarterFacts } from "./starter-facts";
import type { StarterPrompt } from "./starter-prompt";
import { code, type StatedClaim, stateClaim } from "./state-claim";
import { writeNumber, writeShare } from "./write-number";

export interface ComposedWriteUp {
  /** Markdown, as members write it: nodes and edges in backquotes are chips. */
  body: string;
  /** What does not hold of what it would say, a sentence each: then it is not published. */
  failures: string[];
}

/** How many nodes are named where the largest are. */
const named = 3;

/** Writes a prompt up from what was computed for it: every number is looked up, none is written down beforehand. */
export function composeWriteUp(prompt: StarterPrompt, facts: StarterFacts): ComposedWriteUp {
  const claims = prompt.claims.map((claim) => ({ claim, ...stateClaim(claim, facts) }));
  const of = (...kinds: string[]) => claims.filter(({ claim }) => kinds.includes(claim.claim));
  const failures = [
    ...claims.filter(({ holds }) => !holds).map(({ claim, sentence }) => `${claim.claim}: ${sentence}`),
    ...(facts.verified ? [] : ["It did not come out the same when it was computed again."]),
    ...(facts.circuit.truncated ? ["Not every node over the threshold was expanded."] : []),
    ...(facts.check.points.length > 0 ? [] : ["The causal check ablated nothing."]),
  ];
  const body = [
    prompt.question,
    "## What the model does",
    sentences(of("predicts", "does-not-predict")) || expectation(facts),
    "## What the circuit shows",
    `It is the circuit of ${targetWords(facts)}, which is ${writeNumber(facts.check.value)} here.`,
    list([
      ...of("gives-most", "gives", "gives-little", "read-by", "target-reads").map(({ sentence }) => sentence),
      mostInfluence(facts),
    ]),
    "## What happens in the real model",
    ablated(facts),
    measuredTable(facts),
    sentences(of("agrees")),
    "## What was not found",
    list([
      ...of("disagrees").map(({ sentence }) => sentence),
      ...(of("disagrees").length === 0 ? lowAgreement(facts) : []),
      ...leftOut(facts),
    ]),
  ];
  return { body: body.filter((part) => part !== "").join("\n\n"), failures };
}

function sentences(claims: readonly StatedClaim[]): string {
  return claims.map(({ sentence }) => sentence).join(" ");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function expectation({ expected: [first] }: StarterFacts): string {
  return `After this text it expects ${code(first?.token.text ?? "")} most, with ${writeShare(first?.probability ?? 0)}.`;
}

function targetWords({ circuit, tokenOf }: StarterFacts): string {
  const target = parseNodeId(circuit.spec.target);
  const [first, second] = target ? outputTokens(target).map((id) => code(tokenOf(id)?.text ?? "")) : [];
  if (second) return `the logit of ${first} less that of ${second}, after the last token`;
  if (first) return `the logit of ${first}, after the last token`;
  return `the feature \`${circuit.spec.target}\`, the attention feature of its layer that fires strongest at the last token`;
}

function mostInfluence({ circuit }: StarterFacts): string {
  const { nodes, spec } = circuit;
  const most = nodes
    .filter(({ id, kind, expanded }) => isFeatureKind(kind) && expanded && id !== spec.target)
    .sort((a, b) => b.influence - a.influence)
    .slice(0, named)
    .map(
      ({ id, influence, effect }) =>
        `\`${id}\` (${writeShare(influence)}, with an effect of ${writeNumber(effect)})`,
    );
  return most.length > 0
    ? `The features that most influence passes through: ${most.join(", ")}.`
    : "No feature but the target reached the threshold.";
}

function ablated({ check: { points, nodeCount, pearson } }: StarterFacts): string {
  const all =
    points.length === nodeCount
      ? `Each of its ${nodeCount} features`
      : `Of its ${nodeCount} features the ${points.length} with the most influence`;
  const were = points.length === nodeCount ? "was" : "were";
  const r = pearson === null ? "cannot be said" : `is ${writeNumber(pearson)}`;
  return `${all} ${were} taken out of the model's own pass, one at a time, everything after it recomputed. The correlation of the effects that the circuit predicts with those measured ${r}. The largest that were measured:`;
}

function measuredTable({ check }: StarterFacts): string {
  const rows = largestMeasured(check.points, named + 1).map(
    ({ id, predicted, measured }) => `| \`${id}\` | ${writeNumber(predicted)} | ${writeNumber(measured)} |`,
  );
  return ["| feature | predicted | measured |", "|---|---:|---:|", ...rows].join("\n");
}

const endWords: Partial<Record<LeafEnd, string>> = {
  error: "in what the dictionaries miss (errors)",
  unopened: "in features below the threshold, which were not opened",
  bias: "in biases",
};

/** Below it, what a circuit predicts is no guide to what ablation does. */
const lowCorrelation = 0.5;

function lowAgreement({ check: { pearson } }: StarterFacts): string[] {
  if (pearson !== null && pearson >= lowCorrelation) return [];
  return [
    "The circuit foretells **poorly** what ablating its features does, so what it says of the model is not borne out by that.",
  ];
}

/** What a reader must not take the circuit for. */
function leftOut({ circuit, check }: StarterFacts): string[] {
  const ends = leafShares(circuit.nodes)
    .filter(({ end }) => endWords[end])
    .sort((a, b) => b.share - a.share)
    .map(({ end, share }) => `${writeShare(share)} ${endWords[end]}`);
  const largest = largestMeasured(check.points);
  const opposite = largest.filter(isOpposite).length;
  const furthest = [...check.points].sort(
    (a, b) => Math.abs(b.measured - b.predicted) - Math.abs(a.measured - a.predicted),
  )[0];
  return [
    `${writeShare(circuit.scores.replacement)} of the influence ends in the text (replacement). Of the rest, ${ends.join(", ")}.`,
    ...(furthest
      ? [
          `The circuit holds attention patterns as they were, and the model does not: of \`${furthest.id}\` it predicts ${writeNumber(furthest.predicted)}, and taking it out changes the target by ${writeNumber(furthest.measured)}.`,
        ]
      : []),
    ...(opposite > 0
      ? [
          `Of the ${numberWord(largest.length)} largest measured effects ${numberWord(opposite)} ${opposite === 1 ? "is" : "are"} against the prediction in sign.`,
        ]
      : []),
    "Why a head looks where it looks is not part of the circuit; the pane on attention scores tells that of each.",
  ];
}
