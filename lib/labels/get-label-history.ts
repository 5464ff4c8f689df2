import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import type { LabelHistory } from "./view";
import { wordDiff } from "./word-diff";

/** Revisions that are told of a proposal; nobody rewords one so often by hand. */
const maxRevisions = 200;

/**
 * What a proposal said from the first to the latest. One that was taken back is its author's alone: "not-found" for others.
 */
export async function getLabelHistory(labelId: string, viewer: Viewer): Promise<LabelHistory> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const label = await db().label.findFirst({
    where: { id: labelId, OR: [{ withdrawnAt: null }, ...(reader ? [{ authorId: reader }] : [])] },
    select: {
      ...{ id: true, authorId: true, withdrawnAt: true, revision: true, rationaleHiddenTo: true },
      author: { select: { handle: true, name: true } },
      revisions: {
        orderBy: { number: "desc" },
        take: maxRevisions,
        select: {
          ...{
            number: true,
            ancestor: true,
            wording: true,
            text: true,
            rationale: true,
            program: true,
            createdAt: true,
          },
        },
      },
    },
  });
  if (!label) throw notFound("label");
  const { authorId, rationaleHiddenTo, ...shown } = label;
  const revisions = label.revisions.map((each) =>
    each.number <= (rationaleHiddenTo ?? 0) ? { ...each, rationale: "" } : each,
  );
  const byNumber = new Map(revisions.map((each) => [each.number, each]));
  return {
    ...shown,
    isMine: reader !== null && authorId === reader,
    revisions: revisions.map((each) => {
      // What changed is told beside the revision before it, also where it says again what an earlier one said.
      const before = byNumber.get(each.number - 1);
      return {
        ...each,
        words: wordDiff(before?.text ?? each.text, each.text),
        rationaleChanged: before !== undefined && before.rationale !== each.rationale,
        programChanged: before !== undefined && before.program !== each.program,
      };
    }),
  };
}
