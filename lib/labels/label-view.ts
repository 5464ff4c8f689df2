import type { Prisma } from "@/lib/db/client";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import type { LabelProgramView } from "@/lib/label-programs/score/view";
import { toldIn } from "./checks/told";
import { labelEvidence } from "./label-schemas";
import type { VoteReason } from "./label-words";
import { pinpointEstimateSchema } from "./pinpointing/estimate-pinpointing";
import { crowdIn } from "./raters/find-crowd";
import type { LabelView } from "./view";

export const shownOfLabel = {
  ...{
    id: true,
    side: true,
    source: true,
    text: true,
    rationale: true,
    writeUp: true,
    evidence: true,
    program: true,
  },
  ...{ revision: true, wording: true, votesFor: true, votesAgainst: true },
  ...{
    createdAt: true,
    updatedAt: true,
    withdrawnAt: true,
    authorId: true,
    blind: true,
    blindByPrograms: true,
    pinpointed: true,
    pinpointedByPrograms: true,
    crowd: true,
  },
  author: { select: { handle: true, name: true } },
} as const satisfies Prisma.LabelSelect;

export type ShownLabel = Prisma.LabelGetPayload<{ select: typeof shownOfLabel }>;

export interface Beside {
  /** The member who reads; null for a guest. */
  reader: string | null;
  own: { labelId: string; wording: number; value: number; reason: VoteReason | null; words: string | null }[];
  against: { labelId: string; wording: number; reason: VoteReason | null; _count: number }[];
  /** How programs score, by program. */
  scores: ReadonlyMap<string, LabelProgramView["score"]>;
}

/** A proposal as a reader sees it. */
export function labelView(label: ShownLabel, { reader, own, against, scores }: Beside): LabelView {
  const {
    id,
    wording,
    authorId,
    withdrawnAt: _,
    side: __,
    writeUp,
    evidence,
    program,
    blind,
    blindByPrograms,
    pinpointed,
    pinpointedByPrograms,
    crowd,
    ...shown
  } = label;
  const mine = own.find(({ labelId }) => labelId === id);
  return {
    ...{ id, wording, ...shown },
    writeUp: writeUpSchema.parse(writeUp ?? []),
    evidence: labelEvidence.parse(evidence),
    program: program === null ? null : { source: program, score: scores.get(program) ?? null },
    blind: toldIn(blind).fires,
    continuations: toldIn(blind).raises,
    crowd: crowdIn({ crowd, wording }),
    pinpointed: pinpointedIn(pinpointed),
    byPrograms:
      blindByPrograms === null && pinpointedByPrograms === null
        ? null
        : programsIn(blindByPrograms, pinpointedByPrograms),
    against: against
      .flatMap(({ labelId, wording: of, reason, _count: votes }) =>
        labelId === id && of === wording && reason !== null ? [{ reason, votes }] : [],
      )
      .toSorted((a, b) => b.votes - a.votes),
    isMine: reader !== null && authorId === reader,
    ownVote: mine
      ? {
          value: mine.value > 0 ? 1 : -1,
          reason: mine.reason,
          words: mine.words,
          counts: mine.wording === wording,
        }
      : null,
  };
}

const pinpointedIn = (stored: unknown) => pinpointEstimateSchema.nullable().parse(stored ?? null);

function programsIn(stored: unknown, pinpointed: unknown): LabelView["byPrograms"] {
  const { fires, raises } = toldIn(stored);
  return { blind: fires, continuations: raises, pinpointed: pinpointedIn(pinpointed) };
}
