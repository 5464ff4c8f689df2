import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { AppError } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { keeping } from "@/lib/limits/keeping";
import { asNewcomer } from "@/lib/limits/newcomers";
import { checkEvidence } from "./check-evidence";
import { labelBytes } from "./label-bytes";
import { log, type SideKey } from "./label-event";
import type { LabelContent } from "./label-schemas";
import type { LabelSource } from "./label-words";
import { holdNaming, settleNaming } from "./naming";
import { notifyOfProposal } from "./notify-of-labels";
import { refuseLinks, refuseRepeated } from "./refuse-spam";
import { normalWording } from "./wording";

/** Proposals that one person may have standing for a side: to say it better one makes a revision. */
export const maxProposals = 3;

interface Proposal extends LabelContent {
  of: SideKey;
  authorId: string;
  source?: LabelSource;
  /** With which file it comes (lib/label-files). */
  importId?: string;
}

/**
 * Proposes a label for a side of a feature. Throws "conflict" for one that says what another says already (the field is `text`) and
 * for a fourth of one's own, "unprocessable" for evidence that is not there and for links, "too-many-requests" for the same words over and
 * over and of new accounts, and what renderWriteUp and keeping throw.
 */
export async function proposeLabel(proposal: Proposal): Promise<{ id: string }> {
  if (proposal.source === "import") return propose(proposal);
  return asNewcomer(proposal.authorId, "label", () => propose(proposal));
}

async function propose({
  of,
  authorId,
  source = "person",
  importId,
  text,
  rationale,
  evidence,
  program = null,
}: Proposal): Promise<{ id: string }> {
  await checkEvidence(of, evidence);
  const writeUp = await renderWriteUp(rationale, authorId);
  // What is imported somebody answers for who is trusted with it.
  if (source !== "import") await refuseLinks({ authorId, text, rationale }, writeUp);
  const said = { text, rationale, writeUp, evidence, program };
  // What is imported is nobody's to keep: its file has a bound of its own.
  const store = importId
    ? (save: (tx: Transaction) => Promise<{ id: string }>) => db().$transaction(save, storeLimits)
    : (save: (tx: Transaction) => Promise<{ id: string }>) => keeping(authorId, labelBytes(said), save);
  return store(async (tx) => {
    if (importId) await holdImport(tx, importId);
    await holdNaming(tx, of);
    const own = await tx.label.count({ where: { ...of, authorId, withdrawnAt: null } });
    if (own >= maxProposals)
      throw new AppError(
        "conflict",
        `You have ${maxProposals} proposals here already. Say one of them better, or take one back.`,
      );
    const normal = normalWording(text);
    await refuseAlike(tx, of, normal);
    if (source !== "import") await refuseRepeated(tx, { authorId, text });
    // The log counts what is earliest by the same moment.
    const createdAt = new Date();
    const { id } = await tx.label.create({
      data: {
        ...of,
        authorId,
        source,
        ...(importId && { importId }),
        normal,
        createdAt,
        ...said,
        revisions: { create: { number: 1, wording: 1, ...said } },
      },
      select: { id: true },
    });
    await log(tx, {
      ...{ actorId: authorId, labelId: id, kind: "proposed", at: createdAt },
      data: { ...of, source, text, wording: 1 },
    });
    await settleNaming(tx, of, { actorId: authorId, proposed: id });
    if (source !== "import") await notifyOfProposal(tx, { of, labelId: id, authorId, text });
    return { id };
  });
}

/** So that who undoes an import waits for what is on its way, and nothing of it comes afterwards. */
async function holdImport(tx: Transaction, importId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ undoneAt: Date | null }[]>`
    select "undoneAt" from "LabelImport" where id = ${importId}::uuid for share`;
  if (row && row.undoneAt === null) return;
  throw new AppError("gone", "This import was undone meanwhile.");
}

/** Refuses what another standing proposal of the side says already. For who holds the side. */
export async function refuseAlike(
  tx: Transaction,
  of: SideKey,
  normal: string,
  except?: string,
): Promise<void> {
  const alike = await tx.label.findFirst({
    where: { ...of, normal, withdrawnAt: null, ...(except && { id: { not: except } }) },
    select: { text: true, author: { select: { handle: true } } },
  });
  if (!alike) return;
  const by = alike.author ? `${alike.author.handle} has` : "Somebody has";
  const sentence = `${by} proposed \u201c${alike.text}\u201d already. Vote for that one, or say what is different.`;
  throw new AppError("conflict", sentence, { fields: { text: sentence } });
}
