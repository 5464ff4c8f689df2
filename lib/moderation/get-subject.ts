import { type Subject, type SubjectKind, subjectKinds } from "@/lib/audit-log/act";
import { describeSubjects } from "@/lib/audit-log/describe-subjects";
import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { featureOf, findAuthor } from "./find-author";
import { readSubject } from "./read-subject";

/** What may be done at present to something, and to whom it belongs. */
export interface ModeratedSubject {
  /** As the log names it. */
  subject: Subject;
  /** As an address names it: of a person the handle. */
  id: string;
  title: string;
  path: string | null;
  /** The handle of whose it is; null where that is nobody. */
  person: string | null;
  /** Of a person. */
  suspendedUntil: Date | null;
  isSuspended: boolean;
  isHidden: boolean;
  isLocked: boolean;
  /** What it says, also while it is hidden: as Markdown, the beginning of it. */
  says: string;
}

/** Something that moderators act on, for their page of it. Throws "not-found". */
export async function getSubject(kind: string, id: string): Promise<ModeratedSubject> {
  const known = subjectKinds.find((each) => each === kind);
  if (!known || !isStorable(id)) throw notFound("page");
  const subject = await readSubject({ kind: known, id });
  const { personId } = await findAuthor(subject);
  const [describe, person, state] = await Promise.all([
    describeSubjects([subject], "moderators"),
    personId === null
      ? null
      : db().user.findUnique({
          where: { id: personId },
          select: { handle: true, suspendedAt: true, suspendedUntil: true },
        }),
    stateOf[known](subject.id),
  ]);
  return {
    ...{ subject, id, ...describe(subject), person: person?.handle ?? null, ...state },
    isSuspended: person?.suspendedAt != null,
    suspendedUntil: person?.suspendedUntil ?? null,
  };
}

interface State {
  isHidden: boolean;
  isLocked: boolean;
  says: string;
}

const plain: State = { isHidden: false, isLocked: false, says: "" };
/** In characters, of what a moderator reads there. */
const maxSaid = 4_000;

const stateOf: Record<SubjectKind, (id: string) => Promise<State>> = {
  person: async () => plain,
  finding: async (id) => {
    const row = await db().finding.findUnique({
      where: { id },
      select: { hiddenAt: true, lockedAt: true, body: true },
    });
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: row?.lockedAt != null },
      says: (row?.body ?? "").slice(0, maxSaid),
    };
  },
  collection: async (id) => {
    const row = await db().collection.findUnique({
      where: { id },
      select: { hiddenAt: true, description: true },
    });
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: false },
      says: (row?.description ?? "").slice(0, maxSaid),
    };
  },
  family: async (id) => {
    const row = await db().family.findUnique({
      where: { id },
      select: {
        hiddenAt: true,
        versions: { select: { document: true }, orderBy: { number: "desc" }, take: 1 },
      },
    });
    const [latest] = row?.versions ?? [];
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: false },
      says: JSON.stringify(latest?.document ?? "", null, 1).slice(0, maxSaid),
    };
  },
  experiment: async (id) => {
    const row = await db().experiment.findUnique({
      where: { id },
      select: { hiddenAt: true, document: true, conclusion: true },
    });
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: false },
      says: [row?.conclusion ?? "", JSON.stringify(row?.document ?? "", null, 1)]
        .join("\n")
        .slice(0, maxSaid),
    };
  },
  comment: async (id) => {
    const row = await db().comment.findUnique({ where: { id }, select: { hiddenAt: true, body: true } });
    return { isHidden: row?.hiddenAt != null, isLocked: false, says: row?.body ?? "" };
  },
  conversation: async (id) => {
    const row = await db().conversation.findUnique({
      where: { id },
      select: { lockedAt: true, comments: { orderBy: { id: "asc" }, take: 1, select: { body: true } } },
    });
    return { isHidden: false, isLocked: row?.lockedAt != null, says: row?.comments[0]?.body ?? "" };
  },
  project: async (id) => {
    const row = await db().project.findUnique({
      where: { id },
      select: { hiddenAt: true, lockedAt: true, guidelines: true },
    });
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: row?.lockedAt != null },
      says: (row?.guidelines ?? "").slice(0, maxSaid),
    };
  },
  bounty: async (id) => {
    const row = await db().bounty.findUnique({
      where: { id },
      select: { hiddenAt: true, lockedAt: true, brief: true },
    });
    return {
      ...{ isHidden: row?.hiddenAt != null, isLocked: row?.lockedAt != null },
      says: (row?.brief ?? "").slice(0, maxSaid),
    };
  },
  wanted: async (id) => {
    const row = await db().wantedItem.findUnique({ where: { id }, select: { hiddenAt: true, text: true } });
    return { ...plain, isHidden: row?.hiddenAt != null, says: row?.text ?? "" };
  },
  label: (id) => stateOfLabel(id, ({ hiddenAt }) => hiddenAt !== null),
  rationale: (id) => stateOfLabel(id, ({ rationaleHiddenTo }) => rationaleHiddenTo !== null),
  feature: async (id) => {
    const locked = await db().naming.count({ where: { ...featureOf(id), lockedAt: { not: null } } });
    return { ...plain, isLocked: locked > 0 };
  },
};

/** What the latest revision says: the label itself has no rationale that is hidden. */
async function stateOfLabel(
  id: string,
  isHidden: (row: { hiddenAt: Date | null; rationaleHiddenTo: number | null }) => boolean,
): Promise<State> {
  const row = await db().label.findUnique({
    where: { id },
    select: {
      ...{ hiddenAt: true, rationaleHiddenTo: true },
      revisions: { orderBy: { number: "desc" }, take: 1, select: { rationale: true } },
    },
  });
  return {
    ...{ isHidden: row !== null && isHidden(row), isLocked: false },
    says: row?.revisions[0]?.rationale ?? "",
  };
}
