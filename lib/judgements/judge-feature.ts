import { db, Prisma, type Transaction } from "@/lib/db/client";
import { judgementContent } from "./judgement-schemas";
import type { JudgementContent } from "./judgement-words";

interface Judged {
  of: { dictionaryId: string; index: number };
  judgeId: string;
  content: JudgementContent;
}

/**
 * Says what somebody makes of a feature, in place of what they said before. What they said first stays beside it. The same again
 * changes nothing. One that was taken back with its sitting counts again, by what was said first: by now its author may have seen what
 * others say.
 */
export async function judgeFeature({ of: { dictionaryId, index }, judgeId, content }: Judged): Promise<void> {
  const said = judgementContent.parse(content);
  const key = { dictionaryId, index, judgeId };
  await db().$transaction(async (tx) => {
    const { count: added } = await tx.judgement.createMany({
      data: { ...key, ...said, first: said },
      skipDuplicates: true,
    });
    if (added === 0) {
      // Whoever changes a judgement holds it: the log has changes in their order. Projects that count it meanwhile do not wait for that.
      await tx.$queryRaw`
        select 1 from "Judgement" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index}
          and "judgeId" = ${judgeId}::uuid for no key update`;
      const before = await tx.judgement.findUniqueOrThrow({
        where: { dictionaryId_index_judgeId: key },
        select: {
          ...{ interpretable: true, family: true, hasOneMeaning: true, confidence: true },
          takenBackAt: true,
        },
      });
      const isSame = JSON.stringify(judgementContent.parse(before)) === JSON.stringify(said);
      if (isSame && before.takenBackAt === null) return;
      await writeJudgement(tx, key, said);
    }
    await tx.judgementEvent.create({ data: { actorId: judgeId, dictionaryId, index, data: said } });
  });
}

interface JudgementKey {
  dictionaryId: string;
  index: number;
  judgeId: string;
}

/** Puts in a judgement what its author says now, for who holds it; of none it is taken back. */
export async function writeJudgement(
  tx: Transaction,
  { dictionaryId, index, judgeId }: JudgementKey,
  said: JudgementContent | null,
): Promise<void> {
  const its = Prisma.sql`"dictionaryId" = ${dictionaryId}::uuid and index = ${index} and "judgeId" = ${judgeId}::uuid`;
  await (said === null
    ? tx.$executeRaw`update "Judgement" set "takenBackAt" = clock_timestamp() where ${its}`
    : tx.$executeRaw`
        update "Judgement" set interpretable = ${said.interpretable}, family = ${said.family}::"FeatureFamily",
          "hasOneMeaning" = ${said.hasOneMeaning}, confidence = ${said.confidence}, "updatedAt" = clock_timestamp(),
          "takenBackAt" = null
        where ${its}`);
}
