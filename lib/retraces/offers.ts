import {
  type FeatureId,
  formatFeature,
  formatNodeId,
  isLogit,
  outputTokens,
  type TargetId,
} from "@/lib/circuit-format/node-id";
import type { SparseFeatures } from "@/lib/features/feature-codec";
import { activationsAt, firingsOf } from "@/lib/features/firings";
import type { PredictionView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";
import type { Role, RoleToken } from "./same-role";
import type { RetraceOffer } from "./view";

interface OfferGround {
  role: Exclude<Role, { kind: "same" }>;
  /** The circuit's own target. */
  target: TargetId;
  /** Where in the new text predictions are offered. */
  position: number;
  predictions: readonly PredictionView[];
  after: readonly RoleToken[];
  /** The tokens that the target's logits are of. */
  outputs: readonly RoleToken[];
  dictionaries: readonly SparseFeatures[];
}

const mostElsewhere = 3;

/** The targets of a new text that a reader may choose from, where which of them plays the old one's part is not plain. */
export function offersFor(ground: OfferGround): RetraceOffer[] {
  const { role, after, outputs, predictions } = ground;
  const tokens = new Map([...after, ...outputs, ...predictions].map((token) => [token.id, token]));
  const offered: [TargetId | null, string][] =
    role.kind === "renamed"
      ? [
          [role.inTheirPlace, "what stands in their place"],
          [role.same, "the same tokens as before"],
          [mostLikely(ground, role.same.kind), "what the model expects most"],
        ]
      : role.kind === "silent"
        ? [
            [strongestThere(ground, role.feature), "the strongest of its dictionary there"],
            ...elsewhere(ground, role.feature),
            [mostLikely(ground, "logit"), "what the model expects most there"],
          ]
        : ofUnplaced(ground);
  const seen = new Set<string>();
  return offered.flatMap(([target, because]) => {
    if (!target || seen.has(formatNodeId(target))) return [];
    seen.add(formatNodeId(target));
    return { target: formatNodeId(target), says: wordsOf(target, after, tokens), because };
  });
}

function ofUnplaced(ground: OfferGround): [TargetId | null, string][] {
  const { target, position } = ground;
  if (!isLogit(target))
    return [
      ...elsewhere(ground, target),
      [mostLikely(ground, "logit"), "what the model expects most at the end"],
    ];
  return [
    [{ ...target, position }, "the same tokens, at the end"],
    [mostLikely(ground, target.kind), "what the model expects most at the end"],
  ];
}

function mostLikely({ position, predictions }: OfferGround, kind: TargetId["kind"]): TargetId | null {
  const [first, second] = predictions;
  if (!first) return null;
  if (kind !== "logit-diff") return { kind: "logit", index: first.id, position };
  return second ? { kind, index: first.id, minus: second.id, position } : null;
}

function dictionaryOf({ dictionaries }: OfferGround, { kind, layer }: Pick<FeatureId, "kind" | "layer">) {
  return dictionaries.find((each) => each.kind === kind && each.layer === layer);
}

function strongestThere(ground: OfferGround, { kind, layer, position }: FeatureId): TargetId | null {
  const dictionary = dictionaryOf(ground, { kind, layer });
  const active = dictionary ? activationsAt(dictionary, position) : [];
  const [strongest] = active.toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return strongest ? { kind, layer, index: strongest[0], position } : null;
}

/** The feature where it does fire, strongest first; the first token, where many do and it means little, left out. */
function elsewhere(ground: OfferGround, feature: FeatureId): [TargetId, string][] {
  const dictionary = dictionaryOf(ground, feature);
  const firings = (dictionary && firingsOf(dictionary, [feature.index]).get(feature.index)) ?? [];
  return firings
    .filter(([position]) => position > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostElsewhere)
    .map(([position]) => [{ ...feature, position }, "the same feature, where it fires"]);
}

function wordsOf(
  target: TargetId,
  after: readonly RoleToken[],
  tokens: ReadonlyMap<number, RoleToken>,
): string {
  const { position } = target;
  const place = `${tokenName(after[position])} (token ${position})`;
  if (!isLogit(target)) return `${formatFeature(target)} at ${place}`;
  const [first = "", other] = outputTokens(target).map((id) => {
    const token = tokens.get(id);
    return token ? tokenName(token) : `token number ${id}`;
  });
  return other === undefined
    ? `the logit of ${first} after ${place}`
    : `${first} and not ${other}, after ${place}`;
}
