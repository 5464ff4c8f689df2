import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import type { Evidence, Example } from "@/lib/evidence-format/evidence";
import { bandBounds, binCount, binStart } from "@/lib/evidence-format/strata";
import { getVocabulary } from "@/lib/models/vocabulary";
import { placeTokens, type VocabularyToken } from "@/lib/tokens/token-text";
import type { NamedExample } from "./example-reference";
import { shownPositions } from "./example-window";
import { findOtherFeatures } from "./other-features";
import type { ExampleLength, ExampleView, FeatureEvidenceView, OtherFeature } from "./view";
import { unpackWindow } from "./window-codec";

/** Which examples are shown, and how much of each. */
export interface ShownExamples {
  /** Of which band; the strongest where left out, or where nothing was drawn from that band. */
  band?: number | undefined;
  length: ExampleLength;
  limit: number;
  /** One to show beside these. */
  named?: NamedExample | undefined;
}

/** Tokens that are shown of all examples together: the whole windows of a large model would fill a page for minutes. */
const maxTokens = 3_000;

interface EvidenceOf {
  evidence: Evidence;
  density: number;
  model: { name: string; vocabularySize: number };
}

/** Evidence with the tokens, windows and names it refers to. */
export async function evidenceView(
  { evidence, density, model }: EvidenceOf,
  { band, length, limit, named }: ShownExamples,
): Promise<FeatureEvidenceView> {
  const { corpora, fired, activation, bands, heads, families, duplicates, neighbours, together } = evidence;
  const shown = bands.find((each) => each.band === band && each.drawn.length > 0);
  const examples = (shown ? shown.drawn.toSorted((a, b) => b.activation - a.activation) : evidence.top).slice(
    0,
    limit,
  );
  const indexId = corpora.at(-1)?.indexId ?? "";
  const meant = named && meantExample(evidence, named);
  const [vocabulary, read, windows, others] = await Promise.all([
    getVocabulary(model.name),
    findCorpora(corpora.map((each) => each.indexId)),
    findWindows(evidence, meant ? [...examples, meant] : examples),
    findOtherFeatures(indexId, [...neighbours, ...together, ...duplicates]),
  ]);
  const tokenOf = (id: number): VocabularyToken => ({ id, ...(vocabulary?.tokens.get(id) ?? { text: "" }) });
  const withToken = <T extends { token: number }>({ token, ...rest }: T) => ({
    ...rest,
    token: tokenOf(token),
  });
  const viewOf = (example: Example) => {
    const packed = windows.get(windowKey(evidence, example));
    if (!packed) return [];
    return [exampleView(example, unpackWindow(packed, model.vocabularySize), tokenOf, length)];
  };
  return {
    corpora: corpora.map((each) => {
      const known = read.get(each.indexId);
      return {
        index: each.indexId,
        name: known?.corpusName ?? "a corpus that is not kept any more",
        licence: known?.corpusLicence ?? "unknown",
        tokens: each.tokens,
        windows: each.windows,
      };
    }),
    ...{ density, fired, activation, heads, families },
    histogram: barsOf(evidence.histogram),
    bands: bands.map((each) => ({
      ...{ band: each.band, windows: each.windows, drawn: each.drawn.length },
      ...boundsOf(each.band),
    })),
    shown: shown?.band ?? null,
    examples: bounded(examples.flatMap(viewOf)),
    named: (meant && viewOf(meant)[0]) ?? null,
    tokens: evidence.tokens.map(withToken),
    logits: evidence.logits && {
      promoted: evidence.logits.promoted.map(withToken),
      suppressed: evidence.logits.suppressed.map(withToken),
    },
    neighbours: join(neighbours, others),
    together: join(together, others),
    duplicates: join(duplicates, others),
  };
}

/** The example that is named so; of what is not kept of this feature no text is given out. */
function meantExample({ corpora, top, bands }: Evidence, named: NamedExample): Example | undefined {
  return [...top, ...bands.flatMap(({ drawn }) => drawn)].find(
    ({ corpus, window, position }) =>
      corpora[corpus]?.indexId === named.corpus && window === named.window && position === named.position,
  );
}

function join<T extends Feature>(features: readonly T[], named: ReadonlyMap<string, OtherFeature>) {
  return features.flatMap((feature) => {
    const known = named.get(formatFeature(feature));
    return known ? [{ ...feature, ...known }] : [];
  });
}

async function findCorpora(ids: string[]) {
  const rows = await db().$queryRaw<{ id: string; corpusName: string; corpusLicence: string }[]>`
    select id, "corpusName", "corpusLicence" from "FeatureIndex" where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function windowKey({ corpora }: Evidence, { corpus, window }: Example): string {
  return `${corpora[corpus]?.indexId}/${window}`;
}

async function findWindows(evidence: Evidence, examples: readonly Example[]) {
  const wanted = examples.flatMap(({ corpus, window }) => {
    const indexId = evidence.corpora[corpus]?.indexId;
    return indexId === undefined ? [] : [{ indexId, number: window }];
  });
  if (wanted.length === 0) return new Map<string, Uint8Array>();
  const rows = await db().$queryRaw<{ indexId: string; number: number; tokenIds: Uint8Array }[]>`
    select w."indexId", w.number, w."tokenIds"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as a("indexId" uuid, number int)
    join "CorpusWindow" w on w."indexId" = a."indexId" and w.number = a.number`;
  return new Map(rows.map(({ indexId, number, tokenIds }) => [`${indexId}/${number}`, tokenIds]));
}

function exampleView(
  example: Example,
  tokenIds: readonly number[],
  tokenOf: (id: number) => VocabularyToken,
  length: ExampleLength,
): ExampleView {
  const { corpus, window, position, activation, fired, probability, reads, readsTotal } = example;
  const placed = placeTokens(tokenIds.map((id, at) => ({ position: at, ...tokenOf(id) })));
  const shown = new Set(shownPositions(example, tokenIds.length, length));
  return {
    ...{ corpus, window, position, activation, fired, probability },
    firings: example.firings.filter(([at]) => shown.has(at)),
    length: tokenIds.length,
    tokens: placed.filter((token) => shown.has(token.position)),
    reads: reads?.map((read) => ({ ...read, token: tokenOf(tokenIds[read.source] ?? -1) })) ?? null,
    readsTotal: readsTotal ?? null,
  };
}

/** As many examples as may be shown, at least one. */
function bounded(examples: ExampleView[]): ExampleView[] {
  let shown = 0;
  return examples.filter(({ tokens }, i) => {
    shown += tokens.length;
    return i === 0 || shown <= maxTokens;
  });
}

function barsOf({ first, counts }: Evidence["histogram"]) {
  return counts.map((count, i) => {
    const bin = first + i;
    return { from: bin === 0 ? 0 : binStart(bin), to: bin >= binCount - 1 ? null : binStart(bin + 1), count };
  });
}

function boundsOf(band: number): { from: number; to: number | null } {
  const { from, to } = bandBounds(band);
  return { from, to: Number.isFinite(to) ? to : null };
}
