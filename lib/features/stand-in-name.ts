import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import type { Evidence } from "@/lib/evidence-format/evidence";
import type { TokenText } from "@/lib/tokens/token-text";
import {
  type Contexts,
  contextsOf,
  peaksOf,
  type Reads,
  type Shares,
  type WindowTokens,
} from "./evidence-contexts";
import { listed, maxStandInLength } from "./fit-name";
import { isCapitalised, isWordPiece, tokenInName } from "./token-in-name";

/** "On", "reads", "says" list at most so many tokens, what stands beside fewer: more would say little. */
const maxListed = 3;
const maxBeside = 2;
/** A token with less than this share says little of the feature. */
const leastListedShare = 0.1;
/** "On", "reads", "before" and "after" claim at least half of the summed activation, or attribution. */
const half = 0.5;
/** A class of tokens, such as names, is wide: it is said only of nearly all. So is a place in the window. */
const nearlyAll = 0.8;
/** From this share of all tokens on a feature's name is that it fires on nearly every one. */
export const nearlyEvery = 0.9;
/** Places so near the beginning of a window, or so many anywhere where evidence says that places decide. */
const lastPlace = 4;
const mostPlaces = 3;
/** How far back a word is looked for that decides: further than that it is seldom one and the same. */
const furthestBack = 4;
/** Of fewer firings nothing is known but where they were. */
const leastFirings = 8;
/**
 * Logits stand out where they are this many times the size of the largest that is suppressed, or of the last that is
 * listed. Of random directions over a vocabulary both are under 1.5: they are the ends of one bell curve. Where they do
 * so less clearly, what came next in the corpus has to agree.
 */
const standsOut = { alone: 2, agreeing: 1.5 };
/** The share of activation before one of the promoted tokens that counts as agreeing: of most tokens it is under 0.02. */
const leastAgreeing = 0.15;
/** What stands beside has to be so many times as common there as elsewhere: "." and "the" are near everything. */
const leastLift = 4;
/** The strongest windows tell what it peaks on where there are so many unlike ones. */
const leastPeaks = 5;

type TokenOf = (id: number) => TokenText;

/**
 * A feature's name by rule, from what a corpus showed of it, until somebody gives it a better one. The first of these that
 * holds:
 *
 * 1. it never fired, or too seldom, or does on nearly every token: nothing else would be true of it;
 * 2. it is another feature's copy: the one that comes first has the name, the others point to it;
 * 3. its place in the window decides: what tokens stand there is then chance;
 * 4. "on": the tokens it fires on, where it fires on most of their occurrences: they say all;
 * 5. "says": the tokens it promotes, where they stand out;
 * 6. "reads": what an attention feature's heads bring from elsewhere, with the head where one brings most;
 * 7. "on ... after ...": the tokens it fires on, most of whose occurrences leave it silent, with what stands beside them;
 *    or what stands beside by itself, with some of the tokens, or the tokens by themselves;
 * 8. "peaks": the same of the strongest windows alone, where it is weak elsewhere on other things;
 * 9. "mixed": nothing explains half of it; some tokens on which it fires the most surely.
 *
 * What it says from 3 to 7 is so of at least half of the summed activation (attribution, for what is read).
 */
export function standInName(
  feature: Feature,
  evidence: Evidence,
  tokenOf: TokenOf,
  windowTokens: WindowTokens,
): string {
  const { fired, corpora, duplicates, tokens } = evidence;
  const read = corpora.reduce((sum, corpus) => sum + corpus.tokens, 0);
  if (fired.tokens === 0) return "never fired";
  if (fired.tokens >= nearlyEvery * read) return "on nearly every token";
  const original = duplicates.find((other) => precedes(other, feature));
  if (original) return `same as ${formatFeature(original)}`;
  if (fired.tokens < leastFirings) return someOf(`fired ${timesWords(fired.tokens)}`, tokens, tokenOf);
  const contexts = contextsOf(evidence, tokenOf, windowTokens);
  const on = firesOn(evidence, contexts, tokenOf);
  return (
    placeWords(contexts.positions, evidence.families.includes("positional")) ??
    (on?.mostly ? listed("on ", on.labels) : undefined) ??
    saysWords(evidence, contexts, tokenOf) ??
    (contexts.reads && readsWords(feature, contexts.reads, contexts, on, tokenOf)) ??
    withSome(besideWords(contexts, on, tokenOf), on, tokens, tokenOf) ??
    (on && listed(on.isClass ? "on " : "at times on ", on.labels)) ??
    peakWords(evidence, tokenOf, windowTokens) ??
    someOf("mixed", tokens, tokenOf)
  );
}

function timesWords(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

/** What it fires on, in labels, and whether it does on most of their occurrences. */
interface FiresOn {
  labels: string[];
  isClass: boolean;
  mostly: boolean;
}

function firesOn({ tokens }: Evidence, contexts: Contexts, tokenOf: TokenOf): FiresOn | undefined {
  const chosen = decisive(tokens.map(({ token, share }) => [token, share]));
  if (!chosen) {
    const name = classOf(contexts.tokensAt(0), contexts, tokenOf);
    return name === undefined ? undefined : { labels: [name], isClass: true, mostly: false };
  }
  const counted = tokens.slice(0, chosen.length).filter(({ firesOn }) => firesOn !== null);
  const share = counted.reduce((sum, { share }) => sum + share, 0);
  const times = counted.reduce((sum, { share, firesOn }) => sum + share * (firesOn ?? 0), 0);
  return {
    labels: labelsOf(chosen, tokenOf),
    isClass: false,
    mostly: share >= half && times >= half * share,
  };
}

/** The first few that have at least half between them. */
function decisive(shares: Shares, most = maxListed): number[] | undefined {
  const chosen = shares.slice(0, most).filter(([, share]) => share >= leastListedShare);
  return sumOf(chosen) >= half ? chosen.map(([token]) => token) : undefined;
}

/** What nearly all of them are. */
function classOf(shares: Shares, contexts: Contexts, tokenOf: TokenOf): string | undefined {
  const shareOf = (isOne: (token: number) => boolean) =>
    shares.reduce((sum, [token, share]) => (isOne(token) ? sum + share : sum), 0);
  // Whether it is a name takes all windows to tell; most shares are not even of words with a capital.
  const mayBe = shareOf((token) => isCapitalised(tokenOf(token))) >= nearlyAll;
  if (mayBe && shareOf(contexts.isName) >= nearlyAll) return "a name";
  return shareOf((token) => isWordPiece(tokenOf(token))) >= nearlyAll ? "parts of words" : undefined;
}

function labelsOf(tokens: readonly number[], tokenOf: TokenOf): string[] {
  return [...new Set(tokens.map((token) => tokenInName(tokenOf(token))))];
}

function placeWords(positions: Shares, isPositional: boolean): string | undefined {
  const told = positions.filter(([, share]) => share >= leastListedShare / 2);
  const near = isPositional ? told.slice(0, mostPlaces) : told.filter(([place]) => place <= lastPlace);
  if (sumOf(near) < nearlyAll) return undefined;
  const places = near.map(([position]) => position).sort((a, b) => a - b);
  const [from = 0, to = 0] = [places[0], places.at(-1)];
  if (from === to) return `position ${from}`;
  return to - from <= lastPlace ? `position ${from} to ${to}` : `position ${places.join(", ")}`;
}

function saysWords({ logits }: Evidence, contexts: Contexts, tokenOf: TokenOf): string | undefined {
  const [last, suppressed] = [logits?.promoted.at(-1), logits?.suppressed[0]];
  if (!logits || !last || !suppressed) return undefined;
  const floor = Math.min(-suppressed.value, last.value);
  const over = (times: number) =>
    floor > 0 ? logits.promoted.filter(({ value }) => value >= times * floor).map(({ token }) => token) : [];
  const alone = over(standsOut.alone);
  const agreeing = new Set(over(standsOut.agreeing));
  const next = contexts.tokensAt(1).filter(([token]) => agreeing.has(token));
  const said = sumOf(next) >= leastAgreeing ? [...agreeing] : alone;
  return said.length > 0 ? listed("says ", labelsOf(said.slice(0, maxListed), tokenOf)) : undefined;
}

function headWords({ layer }: Feature, reads: Reads | undefined): string {
  const [head, share = 0] = reads?.heads[0] ?? [];
  return head !== undefined && share >= half ? ` through ${layer}.${head}` : "";
}

function readsWords(
  feature: Feature,
  reads: Reads,
  contexts: Contexts,
  on: FiresOn | undefined,
  tokenOf: TokenOf,
): string | undefined {
  const through = headWords(feature, reads);
  const whole = (words: string) => ((words + through).length <= maxStandInLength ? words + through : words);
  if (reads.followers >= half) return whole("induction");
  const tokens = decisive(reads.tokens);
  if (reads.copies >= half && tokens?.length !== 1) return whole("duplicate token");
  const read = sourceLabels(reads.tokens, tokens, contexts, tokenOf);
  if (read) {
    const at = on && `at ${on.labels[0]} reads ${read[0]}${through}`;
    return at && at.length <= maxStandInLength ? at : listed("reads ", read, through);
  }
  return reads.previous >= half ? whole("reads one back") : undefined;
}

/** One token by itself; of several what they all are, if anything. */
function sourceLabels(
  shares: Shares,
  tokens: readonly number[] | undefined,
  contexts: Contexts,
  tokenOf: TokenOf,
): string[] | undefined {
  const name = tokens?.length === 1 ? undefined : classOf(shares, contexts, tokenOf);
  return name === undefined ? tokens && labelsOf(tokens, tokenOf) : [name];
}

/** What stands before it, or after, also with the tokens it fires on where there is room. */
function besideWords(contexts: Contexts, on: FiresOn | undefined, tokenOf: TokenOf): string | undefined {
  const at = (offset: number) => {
    const shares = contexts.tokensAt(offset);
    const tokens = decisive(shares, maxBeside) ?? [];
    const common = tokens.reduce((sum, token) => sum + contexts.commonness(token), 0);
    const share = sumOf(shares.filter(([token]) => tokens.includes(token)));
    const isTelling = tokens.length > 0 && share >= leastLift * common;
    return sourceLabels(shares, isTelling ? tokens : undefined, contexts, tokenOf);
  };
  const [before, second, after] = [at(-1), at(-2), at(1)];
  const further = Array.from({ length: furthestBack - 1 }, (_, i) => i + 2);
  const beside = [
    before?.length === 1 && second?.length === 1 && `after ${second[0]} ${before[0]}`,
    before && `after ${before.join(" or ")}`,
    after && `before ${after.join(" or ")}`,
    ...further.map((back) => {
      const words = at(-back);
      return words && `${back} after ${words.join(" or ")}`;
    }),
  ].filter((words) => typeof words === "string");
  const whole =
    on && on.labels.length <= maxBeside ? beside.map((words) => `on ${on.labels.join(", ")} ${words}`) : [];
  return [...whole, ...beside].find((words) => words.length <= maxStandInLength);
}

/** After what stands beside it some of the tokens it fires on there, where it does on most of theirs. */
function withSome(
  beside: string | undefined,
  on: FiresOn | undefined,
  tokens: Evidence["tokens"],
  tokenOf: TokenOf,
): string | undefined {
  const sure = tokens.filter(({ firesOn }) => (firesOn ?? 0) >= half);
  if (beside === undefined || on || sure.length === 0) return beside;
  const whole = someOf(beside, sure, tokenOf, ", …");
  return whole.endsWith(", …") ? whole : beside;
}

function peakWords(evidence: Evidence, tokenOf: TokenOf, windowTokens: WindowTokens): string | undefined {
  if (evidence.top.length < leastPeaks) return undefined;
  const peaks = peaksOf(evidence, tokenOf, windowTokens);
  const tokens = decisive(peaks.tokensAt(0));
  const on = tokens && { labels: labelsOf(tokens, tokenOf), isClass: false, mostly: false };
  const beside = besideWords(peaks, on, tokenOf);
  if (beside && beside.length + "peaks ".length <= maxStandInLength) return `peaks ${beside}`;
  return on && listed("peaks on ", on.labels);
}

/** Some of the tokens it fires on, those first that it does the most surely. */
function someOf(
  what: string,
  tokens: Evidence["tokens"],
  tokenOf: TokenOf,
  others = tokens.length > maxListed ? ", …" : "",
): string {
  const surest = tokens.toSorted((a, b) => b.share * (b.firesOn ?? 0) - a.share * (a.firesOn ?? 0));
  const labels = labelsOf(
    surest.slice(0, maxListed).map(({ token }) => token),
    tokenOf,
  );
  if (labels.length === 0) return what;
  return listed(`${what}: `, labels, others);
}

/** Whether a feature comes before another in the order of layers and indices. */
function precedes(one: Feature, other: Feature): boolean {
  return one.layer < other.layer || (one.layer === other.layer && one.index < other.index);
}

function sumOf(shares: Shares): number {
  return shares.reduce((sum, [, share]) => sum + share, 0);
}
