import type { Transaction } from "@/lib/db/client";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { keeping } from "@/lib/limits/keeping";
import { asNewcomer } from "@/lib/limits/newcomers";
import { checkEvidence } from "./check-evidence";
import { labelBytes } from "./label-bytes";
import { log } from "./label-event";
import { type LabelContent, labelEvidence } from "./label-schemas";
import { countSaid, holdNaming, settleNaming } from "./naming";
import { refuseAlike } from "./propose-label";
import { refuseLinks } from "./refuse-spam";
import { sideOf } from "./side-of";
import { normalWording } from "./wording";

interface Revised {
  labelId: string;
  authorId: string;
  /** The revision that was looked at, so that an edit from an old page does not undo a newer one. */
  revision: number;
}

/**
 * Saves a new revision of one's own proposal; the earlier ones are kept. Votes are for a wording: another wording begins without
 * any, and one that was said before has its votes again. Throws "not-found", "conflict" for another revision than the latest and
 * for what another proposal says, and what proposeLabel throws.
 */
export async function reviseLabel(revised: Revised & LabelContent): Promise<{ revision: number }> {
  return asNewcomer(revised.authorId, "label", () =>
    saveRevision({ ...revised, ancestor: revised.revision }),
  );
}

/** Says again what an earlier revision said, as a revision that names it as its ancestor. Throws the same. */
export async function revertLabel({ to, ...own }: Revised & { to: number }): Promise<{ revision: number }> {
  const earlier = await db().labelRevision.findFirst({
    where: { labelId: own.labelId, number: to, label: { authorId: own.authorId } },
    select: {
      ...{ text: true, rationale: true, evidence: true, program: true },
      label: { select: { rationaleHiddenTo: true } },
    },
  });
  if (!earlier) throw notFound("revision of a label of yours");
  const { label, ...said } = earlier;
  // What a moderator has hidden is not said again by going back to it.
  if (to <= (label.rationaleHiddenTo ?? 0)) said.rationale = "";
  return saveRevision({ ...own, ...said, evidence: labelEvidence.parse(said.evidence), ancestor: to });
}

async function saveRevision({
  labelId,
  authorId,
  revision,
  ancestor,
  text,
  rationale,
  evidence,
  program: asked,
}: Revised & LabelContent & { ancestor: number }): Promise<{ revision: number }> {
  const of = await sideOf(labelId);
  await checkEvidence(of, evidence);
  const writeUp = await renderWriteUp(rationale, authorId);
  await refuseLinks({ authorId, text, rationale }, writeUp);
  const bytes = labelBytes({ text, rationale, writeUp, evidence, program: asked });
  return keeping(authorId, bytes, async (tx) => {
    await holdNaming(tx, of);
    const mine = await tx.label.findFirst({
      where: { id: labelId, authorId, withdrawnAt: null },
      select: { revision: true, text: true, wording: true, program: true },
    });
    if (!mine) throw notFound("label of yours");
    if (mine.revision !== revision)
      throw new AppError(
        "conflict",
        "This label was changed since you opened it, perhaps in another window. Copy what you wrote, reload, and save again.",
      );
    const normal = normalWording(text);
    await refuseAlike(tx, of, normal, labelId);
    const program = asked === undefined ? mine.program : asked;
    const said = { text, rationale, writeUp, evidence, program };
    const number = revision + 1;
    const wording = mine.text === text ? mine.wording : await wordingOf(tx, labelId, text, number);
    await tx.labelRevision.create({ data: { labelId, number, wording, ancestor, ...said } });
    await tx.label.update({
      where: { id: labelId },
      data: { revision: number, wording, normal, updatedAt: new Date(), ...said },
    });
    await log(tx, {
      ...{ actorId: authorId, labelId, kind: "revised" },
      data: { number, ancestor, wording, text },
    });
    await countSaid(tx, labelId);
    await settleNaming(tx, of, { actorId: authorId });
    return { revision: number };
  });
}

/** The wording of a text that was said before; of a new one the number of its revision. */
async function wordingOf(tx: Transaction, labelId: string, text: string, number: number): Promise<number> {
  const said = await tx.labelRevision.findFirst({ where: { labelId, text }, select: { wording: true } });
  return said?.wording ?? number;
}
