import { db, type Prisma } from "@/lib/db/client";

/** Labels that are read, and held, at once. */
export const labelsAtOnce = 100;

const labelFields = {
  ...{ id: true, index: true, side: true, source: true, text: true, rationale: true, evidence: true },
  ...{ revision: true, wording: true, votesFor: true, votesAgainst: true, blind: true },
  ...{ program: true, blindByPrograms: true, pinpointed: true, pinpointedByPrograms: true },
  ...{ createdAt: true, updatedAt: true, rationaleHiddenTo: true },
  author: { select: { handle: true, name: true } },
  naming: { select: { leaderId: true, state: true, intruders: true } },
  revisions: {
    orderBy: { number: "asc" },
    select: {
      ...{ number: true, ancestor: true, wording: true, text: true, rationale: true, program: true },
      createdAt: true,
    },
  },
} satisfies Prisma.LabelSelect;

type StoredLabel = Prisma.LabelGetPayload<{ select: typeof labelFields }>;

/** A label, with the votes against what it says now by their reason. */
export interface ReadLabel extends StoredLabel {
  against: { reason: string; votes: number }[];
}

/**
 * The labels of a dictionary that everybody is shown, by feature and then by age: what was taken back or is hidden is not among them.
 * Read a batch at a time, as they are taken.
 */
export async function* readLabels(dictionaryId: string): AsyncGenerator<ReadLabel[]> {
  let last: Pick<StoredLabel, "index" | "id"> | undefined;
  for (;;) {
    const labels = await db().label.findMany({
      where: {
        ...{ dictionaryId, withdrawnAt: null, hiddenAt: null },
        ...(last && { index: { gte: last.index } }),
        ...(last && { OR: [{ index: { gt: last.index } }, { index: last.index, id: { gt: last.id } }] }),
      },
      orderBy: [{ index: "asc" }, { id: "asc" }],
      take: labelsAtOnce,
      select: labelFields,
    });
    if (labels.length === 0) return;
    const against = await db().labelVote.groupBy({
      by: ["labelId", "wording", "reason"],
      where: { labelId: { in: labels.map(({ id }) => id) }, value: -1 },
      _count: true,
    });
    yield labels.map((label) => ({
      ...withoutHidden(label),
      against: against
        .flatMap(({ labelId, wording, reason, _count: votes }) =>
          labelId === label.id && wording === label.wording && reason !== null ? [{ reason, votes }] : [],
        )
        .toSorted((a, b) => b.votes - a.votes || (a.reason < b.reason ? -1 : 1)),
    }));
    last = labels.at(-1);
    if (labels.length < labelsAtOnce) return;
  }
}

/** Without the rationales that a moderator hides. */
function withoutHidden(label: StoredLabel): StoredLabel {
  const hiddenTo = label.rationaleHiddenTo ?? 0;
  return {
    ...label,
    rationale: label.revision <= hiddenTo ? "" : label.rationale,
    revisions: label.revisions.map((each) => (each.number <= hiddenTo ? { ...each, rationale: "" } : each)),
  };
}
