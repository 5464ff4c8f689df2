import {
  type Feature,
  type FeatureId,
  formatFeature,
  isLogit,
  type LogitDifferenceId,
  type LogitId,
  outputTokens,
  type TargetId,
} from "@/lib/circuit-format/node-id";
import { tokenName } from "@/lib/tokens/token-words";
import { alignToken, alignTokens } from "./align-token";

/** A token of a text, by its number in the vocabulary. */
export interface RoleToken {
  id: number;
  text: string;
}

export interface RoleQuestion {
  target: TargetId;
  before: readonly RoleToken[];
  after: readonly RoleToken[];
  /** The tokens that a target's logits are of. */
  outputs: readonly RoleToken[];
  /** Where a feature fires in the new text. */
  firesAt: (feature: Feature) => readonly number[];
}

/** What of another text plays the part that a target plays in its own; `message` says why nothing does, or nobody can tell. */
export type Role =
  | { kind: "same"; target: TargetId }
  /** Nothing says which of the new tokens stands where the target's stood. */
  | { kind: "unplaced"; message: string }
  /** A feature that does not fire at that token. */
  | { kind: "silent"; feature: FeatureId; message: string }
  /** Tokens that a logit is of were changed in the text; `inTheirPlace` with what stands for them now, if that is plain. */
  | { kind: "renamed"; same: TargetId; inTheirPlace: TargetId | null; message: string };

/** Most places of a word that are looked at. */
const maxPlaces = 32;

/**
 * The target of another text that plays the same part: at the last token where it was at the last, else at the token that
 * stands in the same place (./align-token.ts); the same feature if it fires there; the logit of the same token, unless
 * that very word was changed in the text. Nothing is guessed: what is not plain is for the reader to choose.
 */
export function sameRole(question: RoleQuestion): Role {
  const { target, before, after, firesAt } = question;
  const position = placeOf(question);
  if (typeof position === "string") return { kind: "unplaced", message: position };
  if (isLogit(target)) return roleOfLogit(question, { ...target, position });
  const moved = { ...target, position };
  const places = firesAt(target);
  if (places.includes(position)) return { kind: "same", target: moved };
  const elsewhere = places.length > 0 ? ` It fires at token ${places.slice(0, 5).join(", ")}.` : "";
  const silent = `${formatFeature(target)} does not fire at ${tokenName(after[position])}, token ${position} of the new text, where ${tokenName(before[target.position])} stood.${elsewhere}`;
  return { kind: "silent", feature: moved, message: silent };
}

/** The new position, or why there is none. */
function placeOf({ target, before, after }: RoleQuestion): number | string {
  if (target.position === before.length - 1) return after.length - 1;
  // The token in front of every text stays what it is.
  if (target.position === 0) return 0;
  const place = alignToken(idsOf(before), idsOf(after), target.position);
  const name = `${tokenName(before[target.position])}, token ${target.position} of the text before,`;
  if (typeof place === "object") return place.at;
  if (place === "gone") return `${name} is not in the new text.`;
  if (place === "several") return `${name} may be one of several tokens of the new text.`;
  return "The two texts are too long to be laid beside each other.";
}

function roleOfLogit(question: RoleQuestion, same: LogitId | LogitDifferenceId): Role {
  const renamed = new Map(question.outputs.map((token) => [token.id, newName(question, token)]));
  const changed = question.outputs.filter(({ id }) => renamed.get(id) !== "same");
  if (changed.length === 0) return { kind: "same", target: same };
  const names = new Intl.ListFormat("en").format(changed.map(tokenName));
  const message = `${names} stood in the text before, and that was changed, so the same question may be another.`;
  const [index, minus] = outputTokens(same).map((id) => {
    const name = renamed.get(id);
    return name === "same" ? id : name;
  });
  const inTheirPlace: TargetId | null =
    typeof index !== "number"
      ? null
      : same.kind === "logit"
        ? { ...same, index }
        : typeof minus === "number" && minus !== index
          ? { ...same, index, minus }
          : null;
  return { kind: "renamed", same, inTheirPlace, message };
}

/** What stands for a token's word in the new text: the same, another token everywhere, or nothing that is plain. */
function newName({ before, after }: RoleQuestion, output: RoleToken): number | "same" | "unclear" {
  const word = output.text.trim();
  const placesIn = (tokens: readonly RoleToken[]) =>
    tokens.flatMap(({ text }, place) => (word !== "" && text.trim() === word ? [place] : []));
  const places = placesIn(before);
  if (places.length === 0) return "same";
  if (places.length > maxPlaces) return placesIn(after).length === places.length ? "same" : "unclear";
  const [old, now] = [idsOf(before), idsOf(after)];
  const found = alignTokens(old, now, places).map((aligned, n) => {
    return { was: old[places[n] ?? -1], is: typeof aligned === "object" ? now[aligned.at] : undefined };
  });
  if (found.every(({ was, is }) => was === is)) return "same";
  // With another space in front, or in capitals, the word in its place is another token than the one that is predicted.
  const [first] = found.filter(({ was }) => was === output.id).map(({ is }) => is);
  const isPlain = found.every(({ was, is }) => is !== undefined && (was !== output.id || is === first));
  const isChanged = found.every(({ was, is }) => was !== is);
  return isPlain && isChanged && first !== undefined ? first : "unclear";
}

function idsOf(tokens: readonly RoleToken[]): number[] {
  return tokens.map(({ id }) => id);
}
