import { db } from "@/lib/db/client";
import { type LabelSide, type LabelSource, labelSides, labelSources } from "@/lib/labels/label-words";
import { meanOf, minForInterval, type OfFeature } from "./mean";
import { type CheckedLabel, featureOf, readChecked, type ToldScore } from "./read-checked";
import { type RunProgram, runPrograms } from "./run-programs";
import type { Answerer, AuthorScore, LabelScores, ScoredAuthor, ScoredPair, SideScores } from "./view";

/** An author's label as some answered by it. */
interface Scored extends OfFeature {
  answers: number;
}

interface Voice {
  author: ScoredAuthor;
  by: Answerer;
}

/**
 * How labels score on blind checks by the kind of their author, what people answer apart from what programs do: of every label that
 * stands, by what it says now. docs/evidence.md, section 4, says what the numbers mean and leave out.
 */
export async function scoreLabels(): Promise<LabelScores> {
  const [{ labels, beyond }, programs, standing, raters, leftOut] = await Promise.all([
    readChecked(),
    runPrograms(),
    countStanding(),
    countRaters(),
    countLeftOut(),
  ]);
  const of = { labels, run: programs.run, standing, raters };
  const sides = labelSides.map((side) => scoresOf(side, of));
  // Of fewer features no interval is told, so nothing can be told by mistake.
  const comparisons = sides.flatMap(({ pairs }) =>
    pairs.filter(({ differences }) => differences.length >= minForInterval),
  ).length;
  return {
    sides: sides.map(({ pairs, ...side }) => ({
      ...side,
      pairs: pairs.map(({ differences, ...pair }) => ({
        ...pair,
        features: differences.length,
        difference: meanOf(differences, comparisons),
      })),
    })),
    comparisons,
    leftOut: { ...leftOut, beyond, programs: programs.beyond },
  };
}

interface Read {
  labels: readonly CheckedLabel[];
  run: readonly RunProgram[];
  standing: readonly Standing[];
  raters: readonly Raters[];
}

/** Two that are set beside each other, and by how much the first scores higher on each feature of which both have a score. */
type Pair = Pick<ScoredPair, "first" | "second"> & { differences: OfFeature[] };

function scoresOf(
  side: LabelSide,
  { labels, run, standing, raters }: Read,
): Omit<SideScores, "pairs"> & { pairs: Pair[] } {
  const ofSide = labels.filter((label) => label.side === side);
  const standingOf = (source: LabelSource) =>
    standing.find((each) => each.side === side && each.source === source) ?? { labels: 0, programs: 0 };
  const scoredOf = ({ author, by }: Voice): Scored[] =>
    by === "itself"
      ? run.flatMap(({ feature, estimate: { balanced, answers } }) =>
          balanced ? [{ feature, value: balanced.value, answers }] : [],
        )
      : ofSide.flatMap((label) => {
          const told = label.told[by];
          return told && author === label.source ? [scored(label, told)] : [];
        });
  const voices = voicesOf(side);
  const authors = voices.map(({ author, by }): AuthorScore => {
    const all = scoredOf({ author, by });
    const told = ofSide.filter((label) => label.source === author && label.told.people !== null);
    const verdicts = (verdict: CheckedLabel["verdict"]) =>
      by === "people" ? told.filter((label) => label.verdict === verdict).length : null;
    return {
      ...{ author, by },
      standing:
        author === "labelProgram"
          ? labelSources.reduce((sum, source) => sum + standingOf(source).programs, 0)
          : standingOf(author).labels,
      checked: all.length,
      features: new Set(all.map(({ feature }) => feature)).size,
      answers: all.reduce((sum, { answers }) => sum + answers, 0),
      raters:
        by === "itself"
          ? null
          : (raters.find((each) => each.side === side && each.source === author && each.by === by)?.raters ??
            0),
      mean: meanOf(all),
      ...{ supported: verdicts("holds"), refuted: verdicts("fails") },
    };
  });
  return {
    ...{ side, measure: side === "input" ? "balanced" : "right", guessing: side === "input" ? 0.5 : 0.25 },
    ...{ authors, pairs: pairsOf(voices).map(([first, second]) => paired(first, second, scoredOf)) },
  };
}

const scored = (label: CheckedLabel, { value, answers }: ToldScore): Scored => ({
  ...{ feature: featureOf(label), value, answers },
});

/** A label's program says where a feature fires, so of what it raises there is none. */
function voicesOf(side: LabelSide): Voice[] {
  const told = labelSources.flatMap((author) => [
    { author, by: "people" } as const,
    { author, by: "programs" } as const,
  ]);
  return side === "input" ? [...told, { author: "labelProgram", by: "itself" }] : told;
}

/** Which are set beside each other: authors as the same kind answers, a label's program beside what people answer, and the two kinds. */
function pairsOf(voices: readonly Voice[]): [Voice, Voice][] {
  return voices.flatMap((first, n) =>
    voices.slice(n + 1).flatMap((second): [Voice, Voice][] => {
      const isComparable =
        first.by === second.by ||
        first.author === second.author ||
        (first.by === "people" && second.by === "itself");
      return isComparable ? [[first, second]] : [];
    }),
  );
}

/** Of several labels of one feature their mean. */
function paired(first: Voice, second: Voice, scoredOf: (voice: Voice) => Scored[]): Pair {
  const [a, b] = [first, second].map((voice) => byFeature(scoredOf(voice)));
  const differences = [...(a ?? [])].flatMap(([feature, value]): OfFeature[] => {
    const other = b?.get(feature);
    return other === undefined ? [] : [{ feature, value: value - other }];
  });
  return { first, second, differences };
}

function byFeature(all: readonly Scored[]): Map<string, number> {
  const values = new Map<string, number[]>();
  for (const { feature, value } of all) values.set(feature, [...(values.get(feature) ?? []), value]);
  return new Map(
    [...values].map(([feature, each]) => [feature, each.reduce((a, b) => a + b, 0) / each.length]),
  );
}

interface Standing {
  side: LabelSide;
  source: LabelSource;
  labels: number;
  /** How many of them have a program. */
  programs: number;
}

const countStanding = () => db().$queryRaw<Standing[]>`
  select l.side::text as side, l.source::text as source, count(*)::int as labels, count(l.program)::int as programs
  from "Label" l where l."withdrawnAt" is null group by 1, 2`;

interface Raters {
  side: LabelSide;
  source: LabelSource;
  by: "people" | "programs";
  raters: number;
}

/** Of answers that count: by what a label says now, of hands that are answered whole, who could not tell left out. */
const countRaters = () => db().$queryRaw<Raters[]>`
  with hands as (
    select l.side, l.source, c."byProgram", c."raterId", min(c.id::text) as id,
      bool_or(c.says is not null or c.chosen is not null) as told
    from "Label" l join "LabelCheck" c on c."labelId" = l.id and c.wording = l.wording
    left join "User" u on u.id = c."raterId"
    where l."withdrawnAt" is null and u."suspendedAt" is null
    group by l.id, 1, 2, 3, 4 having bool_and(c."answeredAt" is not null))
  select side::text as side, source::text as source, case when "byProgram" then 'programs' else 'people' end as by,
    count(distinct coalesce("raterId"::text, id))::int as raters
  from hands where told group by 1, 2, 3`;

/** What was answered and counts in no score, since nobody stands by it any more. */
async function countLeftOut(): Promise<Pick<LabelScores["leftOut"], "takenBack" | "earlierWordings">> {
  const [counted] = await db().$queryRaw<{ takenBack: number; earlierWordings: number }[]>`
    select (select count(*)::int from "Label" l where l."withdrawnAt" is not null and exists (
        select from "LabelCheck" c where c."labelId" = l.id and c."answeredAt" is not null)) as "takenBack",
      (select count(*)::int from "Label" l where l."withdrawnAt" is null and exists (
        select from "LabelCheck" c where c."labelId" = l.id and c."answeredAt" is not null and c.wording <> l.wording))
        as "earlierWordings"`;
  return counted ?? { takenBack: 0, earlierWordings: 0 };
}
