import { setImmediate } from "node:timers/promises";
import { db, Prisma } from "@/lib/db/client";
import { readWindow } from "@/lib/features/window-codec";
import { markerOf } from "@/lib/label-programs/mark-tokens";
import { parseProgram } from "@/lib/label-programs/parse-program";
import { programChecksum } from "@/lib/label-programs/program-identity";
import { type BlindAnswer, type BlindEstimate, estimateBlind } from "@/lib/labels/checks/estimate";
import { shownAround } from "@/lib/labels/checks/hand-texts";
import { stratumSchema } from "@/lib/labels/checks/stratum";
import { getVocabulary } from "@/lib/models/vocabulary";
import { featureOf } from "./read-checked";

/** Programs that are run at most, those of the latest labels: a page does not wait for more. */
export const maxPrograms = 200;
/** Texts of a label that are in memory at once. */
const maxTexts = 200;

interface LabelWithProgram {
  id: string;
  wording: number;
  dictionaryId: string;
  index: number;
  program: string;
  model: string;
  vocabularySize: number;
}

interface AskedText {
  indexId: string;
  window: number;
  position: number;
  stratum: unknown;
}

/** What a label's program says of the very texts that others were asked about by the label's words. */
export interface RunProgram {
  labelId: string;
  feature: string;
  estimate: BlindEstimate;
}

/** What a program said of a text never changes, and a page asks again and again. */
const said = new Map<string, boolean>();
const maxSaid = 50_000;

/**
 * Asks labels' programs of each text of the hands that were answered whole by their words, once each: yes where it marks one of the
 * tokens that were shown. Before those it reads what stands in the window, as it does when it is measured.
 */
export async function runPrograms(textsAtOnce = maxTexts): Promise<{ run: RunProgram[]; beyond: number }> {
  const answered = Prisma.sql`l."withdrawnAt" is null and l.program is not null and l.side = 'input'
    and (l.blind is not null or l."blindByPrograms" is not null)`;
  const [labels, [counted]] = await Promise.all([
    db().$queryRaw<LabelWithProgram[]>`
    select l.id, l.wording, l."dictionaryId", l.index, l.program, m.name as model, m."vocabularySize"
    from "Label" l join "Dictionary" d on d.id = l."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    where ${answered} order by l.id desc limit ${maxPrograms}`,
    db().$queryRaw<{ labels: number }[]>`select count(*)::int as labels from "Label" l where ${answered}`,
  ]);
  const run: RunProgram[] = [];
  for (const label of labels) {
    const answers: BlindAnswer[] = [];
    for await (const asked of askedOf(label, textsAtOnce)) {
      for (const answer of await answersOf(label, asked)) answers.push(answer);
      // Others are answered in between.
      await setImmediate();
    }
    if (answers.length > 0)
      run.push({ labelId: label.id, feature: featureOf(label), estimate: estimateBlind(answers, 1) });
  }
  return { run, beyond: Math.max(0, (counted?.labels ?? 0) - labels.length) };
}

/** The texts that people or programs were asked about by what a label says now, of hands that are answered whole, some at a time. */
async function* askedOf({ id, wording }: LabelWithProgram, atOnce: number): AsyncGenerator<AskedText[]> {
  for (let last: Pick<AskedText, "indexId" | "window"> | undefined; ; ) {
    const after = last
      ? Prisma.sql`and (c."indexId", c.window) > (${last.indexId}::uuid, ${last.window})`
      : Prisma.empty;
    const texts = await db().$queryRaw<AskedText[]>`
      with hands as (
        select c."raterId", c."byProgram" from "LabelCheck" c left join "User" u on u.id = c."raterId"
        where c."labelId" = ${id}::uuid and c.wording = ${wording} and u."suspendedAt" is null
          and c.stratum->>'is' in ('band', 'near', 'random')
        group by 1, 2 having bool_and(c."answeredAt" is not null))
      select distinct on (c."indexId", c.window) c."indexId", c.window, c.position, c.stratum
      from hands h join "LabelCheck" c on c."labelId" = ${id}::uuid and c.wording = ${wording}
        and c."raterId" is not distinct from h."raterId" and c."byProgram" = h."byProgram"
      where c."goldId" is null and c.stratum->>'is' in ('band', 'near', 'random') ${after}
      order by c."indexId", c.window, c.id limit ${atOnce}`;
    yield texts;
    last = texts.at(-1);
    if (!last || texts.length < atOnce) return;
  }
}

/** Texts whose window is not kept any more are left out. */
async function answersOf(
  { program, model, vocabularySize }: LabelWithProgram,
  asked: readonly AskedText[],
): Promise<BlindAnswer[]> {
  const checksum = programChecksum(program);
  const keyOf = ({ indexId, window, position }: AskedText) => `${checksum} ${indexId} ${window} ${position}`;
  const known = new Map(asked.map((text) => [keyOf(text), said.get(keyOf(text))]));
  const unknown = asked.filter((text) => known.get(keyOf(text)) === undefined);
  if (unknown.length > 0) {
    const vocabulary = await getVocabulary(model);
    const mark = markerOf(parseProgram(program), (id) => vocabulary?.tokens.get(id) ?? { text: "" });
    const windows = await db().corpusWindow.findMany({
      where: { OR: unknown.map(({ indexId, window }) => ({ indexId, number: window })) },
      select: { indexId: true, number: true, tokenIds: true },
    });
    if (said.size + unknown.length > maxSaid) said.clear();
    for (const text of unknown) {
      const row = windows.find(({ indexId, number }) => indexId === text.indexId && number === text.window);
      if (!row) continue;
      const marks = mark(readWindow(row.tokenIds, vocabularySize));
      const first = Math.max(0, text.position - shownAround.before);
      const says = marks.subarray(first, text.position + shownAround.after + 1).includes(1);
      known.set(keyOf(text), says);
      said.set(keyOf(text), says);
    }
  }
  return asked.flatMap((text): BlindAnswer[] => {
    const stratum = stratumSchema.parse(text.stratum);
    const says = known.get(keyOf(text));
    return stratum.is === "continuation" || says === undefined ? [] : [{ stratum, says }];
  });
}
