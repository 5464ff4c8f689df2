import { db, Prisma } from "@/lib/db/client";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { toldIn, verdictIn } from "@/lib/labels/checks/told";
import type { Verdict } from "@/lib/labels/checks/verdict";
import type { LabelSide, LabelSource } from "@/lib/labels/label-words";

/** Checked labels that are read at most, the latest: a page does not wait for more. */
export const maxChecked = 10_000;

export interface CheckedLabel extends FeatureAddress {
  id: string;
  dictionaryId: string;
  side: LabelSide;
  source: LabelSource;
  text: string;
  /** Of what people answered, and of what programs did; null where there is too little for a score. */
  told: Record<"people" | "programs", ToldScore | null>;
  verdict: Verdict;
}

export interface ToldScore {
  value: number;
  low: number;
  high: number;
  answers: number;
  raters: number;
}

type Row = FeatureAddress &
  Pick<CheckedLabel, "id" | "dictionaryId" | "side" | "source" | "text"> & {
    blind: unknown;
    blindByPrograms: unknown;
  };

interface Asked {
  limit: number;
  /** The id of a label: of those before it. */
  before?: string;
}

/** Labels that stand and were answered blind by what they say now, the latest first, and how many there are beyond those. */
export async function readChecked({ limit, before }: Asked = { limit: maxChecked }): Promise<{
  labels: CheckedLabel[];
  beyond: number;
}> {
  const answered = Prisma.sql`l."withdrawnAt" is null and (l.blind is not null or l."blindByPrograms" is not null)
    ${before === undefined ? Prisma.empty : Prisma.sql`and l.id < ${before}::uuid`}`;
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<Row[]>`
      select l.id, l."dictionaryId", l.side::text as side, l.source::text as source, l.text, l.blind, l."blindByPrograms",
        m.name as model, s.kind::text as kind, s.name as set, d.layer, l.index
      from "Label" l join "Dictionary" d on d.id = l."dictionaryId" join "DictionarySet" s on s.id = d."setId"
      join "Model" m on m.id = s."modelId"
      where ${answered} order by l.id desc limit ${limit}`,
    db().$queryRaw<{ labels: number }[]>`select count(*)::int as labels from "Label" l where ${answered}`,
  ]);
  const labels = rows.map(
    ({ blind, blindByPrograms, ...label }): CheckedLabel => ({
      ...label,
      told: { people: scoreIn(blind), programs: scoreIn(blindByPrograms) },
      verdict: verdictIn(blind),
    }),
  );
  return { labels, beyond: Math.max(0, (counted?.labels ?? 0) - rows.length) };
}

/** The one number of what was told: the mean of sensitivity and specificity, or the share of right answers. */
function scoreIn(stored: unknown): ToldScore | null {
  const { fires, raises } = toldIn(stored);
  const told = fires ?? raises;
  const score = fires ? fires.balanced : raises?.share;
  return told && score ? { ...score, answers: told.answers, raters: told.raters } : null;
}

export const featureOf = ({ dictionaryId, index }: { dictionaryId: string; index: number }) =>
  `${dictionaryId}.${index}`;
