import type { Transaction } from "@/lib/db/client";
import { writeJudgement } from "@/lib/judgements/judge-feature";
import { judgementContent, judgementEvent } from "@/lib/judgements/judgement-schemas";
import type { KeptReason } from "./view";

interface Undoing {
  sittingId: string;
  memberId: string;
}

interface Judged {
  dictionaryId: string;
  index: number;
  /** The feature in words. */
  name: string;
}

interface Said {
  data: unknown;
  sittingId: string | null;
}

/**
 * Undoes what a member judged in a sitting, as lines of the log that say what they undo: what was judged before it counts again, and what
 * was not is taken back. What was said first stays what it was, since by now they may have seen what others say. What was judged anew
 * since stays.
 */
export async function undoJudgements(
  tx: Transaction,
  { sittingId, memberId }: Undoing,
): Promise<{ result: KeptReason | "undone"; text: string }[]> {
  const judged = await tx.$queryRaw<Judged[]>`
    select j."dictionaryId", j.index, s.name || '.' || d.layer || '.' || j.index as name
    from "Judgement" j join "Dictionary" d on d.id = j."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    where j."judgeId" = ${memberId}::uuid and (j."dictionaryId", j.index) in (
      select "dictionaryId", index from "JudgementEvent" where "sittingId" = ${sittingId}::uuid)
    order by j."dictionaryId", j.index for no key update of j`;
  const results: { result: KeptReason | "undone"; text: string }[] = [];
  for (const { dictionaryId, index, name } of judged) {
    const events: Said[] = await tx.judgementEvent.findMany({
      where: { dictionaryId, index, actorId: memberId },
      orderBy: { id: "asc" },
      select: { data: true, sittingId: true },
    });
    const text = `what you made of ${name}`;
    if (events.at(-1)?.sittingId !== sittingId) {
      results.push({ result: "saidSince", text });
      continue;
    }
    const before = events[events.findIndex((event) => event.sittingId === sittingId) - 1];
    const stood = before ? judgementContent.safeParse(judgementEvent.parse(before.data)) : null;
    const said = stood?.success ? stood.data : null;
    await writeJudgement(tx, { dictionaryId, index, judgeId: memberId }, said);
    await tx.judgementEvent.create({
      data: { dictionaryId, index, actorId: memberId, data: { ...said, undoes: sittingId } },
    });
    results.push({ result: "undone", text });
  }
  return results;
}
