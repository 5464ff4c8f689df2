import { Prisma, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type LabelEvent, labelEvent, log } from "@/lib/labels/label-event";
import { countSaid } from "@/lib/labels/naming";
import { maxProposals, refuseAlike } from "@/lib/labels/propose-label";
import { normalWording } from "@/lib/labels/wording";
import type { KeptReason } from "./view";

/** An act on a label, with who did it and in which sitting. */
type Act = LabelEvent & { id: bigint; actorId: string | null; sittingId: string | null };

export interface Undone {
  /** Of each thing that was undone, or left, why it was left. */
  results: (KeptReason | "undone")[];
  text: string;
}

interface Undoing {
  labelId: string;
  sittingId: string;
  memberId: string;
}

/**
 * Undoes what a member did to one label in a sitting, as new acts of theirs that say what they undo: where others have built on it, or
 * the member has done something else since, it stays. For who holds the label's side, and settles it afterwards.
 */
export async function undoLabel(tx: Transaction, undoing: Undoing): Promise<Undone> {
  const { labelId, sittingId, memberId } = undoing;
  const label = await tx.label.findUnique({ where: { id: labelId } });
  if (!label) return { results: [], text: "" };
  const rows = await tx.labelEvent.findMany({
    where: { labelId, actorId: memberId },
    orderBy: { id: "asc" },
    select: { id: true, actorId: true, sittingId: true, kind: true, data: true },
  });
  const acts = rows.map((row): Act => ({ ...row, ...labelEvent.parse(row) }));
  const context: Context = { ...undoing, tx, label, acts };
  const results = [
    ...(await undoVote(context)),
    ...(await undoWording(context)),
    ...(await undoStanding(context)),
    ...acts.flatMap((act): KeptReason[] =>
      (act.kind === "answered" || act.kind === "pinpointed") && act.sittingId === sittingId
        ? ["answered"]
        : [],
    ),
  ];
  await countSaid(tx, labelId);
  return { results, text: label.text };
}

interface Context extends Undoing {
  tx: Transaction;
  label: Prisma.LabelGetPayload<object>;
  acts: Act[];
}

type Results = (KeptReason | "undone")[];

/** Acts of some kinds: those before the sitting, those in it, and whether the last of all is one in it. */
function split({ acts, sittingId }: Context, kinds: readonly Act["kind"][]) {
  const some = acts.filter(({ kind }) => kinds.includes(kind));
  const first = some.findIndex((act) => act.sittingId === sittingId);
  const inSitting = some.filter((act) => act.sittingId === sittingId);
  return {
    before: first < 0 ? some : some.slice(0, first),
    inSitting,
    isLast: some.at(-1)?.sittingId === sittingId,
  };
}

async function undoVote(context: Context): Promise<Results> {
  const { tx, labelId, memberId, sittingId } = context;
  const { before, inSitting, isLast } = split(context, ["voted", "unvoted"]);
  if (inSitting.length === 0) return [];
  if (!isLast) return ["votedSince"];
  const [last, earlier] = [inSitting.at(-1), before.at(-1)];
  const of = { labelId_voterId: { labelId, voterId: memberId } };
  if (earlier?.kind === "voted") {
    const { wording, reason } = earlier.data;
    const value = earlier.data.value > 0 ? 1 : -1;
    // The log has no words of a vote; what it said is gone, that it was cast comes back.
    const said = { wording, value, reason, words: reason === "other" ? "" : null };
    await tx.labelVote.upsert({
      where: of,
      create: { labelId, voterId: memberId, ...said },
      update: { ...said, updatedAt: new Date() },
    });
    const data = { wording, value, reason, undoes: sittingId };
    await log(tx, { actorId: memberId, labelId, kind: "voted", data });
    return ["undone"];
  }
  if (last?.kind !== "voted") return [];
  await tx.labelVote.deleteMany({ where: { labelId, voterId: memberId } });
  await log(tx, { actorId: memberId, labelId, kind: "unvoted", data: { undoes: sittingId } });
  return ["undone"];
}

async function undoWording(context: Context): Promise<Results> {
  const { tx, label, labelId, memberId, sittingId } = context;
  const { inSitting, isLast } = split(context, ["revised"]);
  const isProposedHere = split(context, ["proposed"]).inSitting.length > 0;
  if (inSitting.length === 0 || isProposedHere) return [];
  const [first] = inSitting;
  if (!isLast || first?.kind !== "revised") return ["saidSince"];
  const earlier = await tx.labelRevision.findFirst({ where: { labelId, number: first.data.number - 1 } });
  if (!earlier) return [];
  if (earlier.wording !== label.wording && (await isBuiltOn(context))) return ["builtOn"];
  const normal = normalWording(earlier.text);
  const { dictionaryId, index, side } = label;
  if (label.withdrawnAt === null && (await isSaidByOther(tx, { dictionaryId, index, side }, normal, labelId)))
    return ["saidByOther"];
  const number = label.revision + 1;
  const said = {
    text: earlier.text,
    rationale: earlier.rationale,
    writeUp: earlier.writeUp ?? Prisma.DbNull,
    evidence: earlier.evidence ?? {},
    program: earlier.program,
  };
  const { wording, number: ancestor } = earlier;
  await tx.labelRevision.create({ data: { labelId, number, wording, ancestor, ...said } });
  await tx.label.update({
    where: { id: labelId },
    data: { ...said, revision: number, wording, normal, updatedAt: new Date() },
  });
  const data = { number, ancestor, wording, text: earlier.text, undoes: sittingId };
  await log(tx, { actorId: memberId, labelId, kind: "revised", data });
  return ["undone"];
}

/** Whether a proposal stands: made, taken back or made again in the sitting. */
async function undoStanding(context: Context): Promise<Results> {
  const { tx, label, labelId, memberId, sittingId } = context;
  const { before, inSitting, isLast } = split(context, ["proposed", "withdrawn", "restored"]);
  if (inSitting.length === 0) return [];
  if (!isLast) return ["takenBackSince"];
  const stood = before.length > 0 && before.at(-1)?.kind !== "withdrawn";
  const stands = inSitting.at(-1)?.kind !== "withdrawn";
  if (stood === stands) return [];
  if (label.hiddenAt) return ["hidden"];
  if (stands) {
    const revised = context.acts.filter(({ kind }) => kind === "revised");
    if (revised.some((act) => act.sittingId !== sittingId && act.id > (inSitting[0]?.id ?? 0n)))
      return ["saidSince"];
    if (await isBuiltOn(context)) return ["builtOn"];
    await tx.label.update({
      where: { id: labelId },
      data: { withdrawnAt: new Date(), keptStanding: false },
    });
    await log(tx, { actorId: memberId, labelId, kind: "withdrawn", data: { undoes: sittingId } });
    return ["undone"];
  }
  const { dictionaryId, index, side } = label;
  const of = { dictionaryId, index, side };
  if (await isSaidByOther(tx, of, label.normal, labelId)) return ["saidByOther"];
  if ((await tx.label.count({ where: { ...of, authorId: memberId, withdrawnAt: null } })) >= maxProposals)
    return ["full"];
  await tx.label.update({ where: { id: labelId }, data: { withdrawnAt: null } });
  await log(tx, { actorId: memberId, labelId, kind: "restored", data: { undoes: sittingId } });
  return ["undone"];
}

/** Whether others are for what it says, or have answered blind by it. */
async function isBuiltOn({ tx, labelId, memberId, label: { wording } }: Context): Promise<boolean> {
  const theirs = { labelId, wording };
  const votes = await tx.labelVote.count({ where: { ...theirs, value: 1, NOT: { voterId: memberId } } });
  if (votes > 0) return true;
  const answers = await tx.labelCheck.count({
    where: { ...theirs, answeredAt: { not: null }, NOT: { raterId: memberId } },
  });
  return answers > 0;
}

async function isSaidByOther(...asked: Parameters<typeof refuseAlike>): Promise<boolean> {
  try {
    await refuseAlike(...asked);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return true;
    throw error;
  }
}
