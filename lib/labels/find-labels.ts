import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { findProgramScores } from "@/lib/label-programs/score/find-program-scores";
import { retestWords } from "./checks/retest";
import { toldIn, verdictIn } from "./checks/told";
import { intrudersSchema } from "./intruders/estimate-intruders";
import type { SideKey } from "./label-event";
import { type Beside, labelView, type ShownLabel, shownOfLabel } from "./label-view";
import type { LabelSide } from "./label-words";
import { inOrder, standingOf } from "./standing";
import { missingWords, reasonWords } from "./standing-words";
import type { FeatureLabels, LabelledSide } from "./view";

/** Proposals that are shown of a side, each with a rationale: what leads is among them whatever comes. */
const maxShown = 10;

type FeatureKey = Omit<SideKey, "side">;

/** The name by which the database tells of a feature's labels. */
export function labelsSubject({ dictionaryId, index }: FeatureKey): string {
  return `${dictionaryId}.${index}`;
}

/** All that is proposed for a feature, for a reader, with how each side stands. */
export function findLabels({ dictionaryId, index }: FeatureKey, viewer: Viewer): Promise<FeatureLabels> {
  const of = { dictionaryId, index };
  return showingRows(
    () => readLabels(of, viewer.kind === "member" ? viewer.id : null),
    // Every change of a proposal or a vote is one of its side's row.
    () => ({ topics: [`Naming ${labelsSubject(of)}`], insteadOf: ["Naming", "Label", "LabelVote"] }),
  );
}

type ShownNaming = Prisma.NamingGetPayload<{ select: typeof shownOfNaming }>;

const shownOfNaming = {
  ...{ side: true, version: true, standsSince: true, retestedAt: true, intruders: true },
} as const;

async function readLabels(of: FeatureKey, reader: string | null): Promise<FeatureLabels> {
  const [namings, labels, own, against] = await Promise.all([
    db().naming.findMany({ where: of, select: shownOfNaming }),
    db().label.findMany({
      where: {
        ...of,
        OR: [{ withdrawnAt: null }, ...(reader ? [{ authorId: reader, hiddenAt: null }] : [])],
      },
      select: shownOfLabel,
    }),
    reader
      ? db().labelVote.findMany({
          where: { voterId: reader, label: of },
          select: { labelId: true, wording: true, value: true, reason: true, words: true },
        })
      : [],
    db().labelVote.groupBy({
      by: ["labelId", "wording", "reason"],
      where: { value: -1, label: { ...of, withdrawnAt: null } },
      _count: true,
    }),
  ]);
  const programs = labels.flatMap(({ program, withdrawnAt }) => (program && !withdrawnAt ? [program] : []));
  const scores = await findProgramScores(of, programs);
  return viewOf(namings, labels, { reader, own, against, scores });
}

/** How it stands with a feature of which nobody has said anything. */
export function noLabels(): FeatureLabels {
  return viewOf([], [], { reader: null, own: [], against: [], scores: new Map() });
}

function viewOf(
  namings: readonly ShownNaming[],
  labels: readonly ShownLabel[],
  beside: Beside,
): FeatureLabels {
  const sideOf = (side: LabelSide): LabelledSide => {
    const ofSide = labels.filter((label) => label.side === side);
    const standing = ofSide.filter(({ withdrawnAt }) => withdrawnAt === null);
    const stands = standingOf(standing.map((label) => ({ ...label, verdict: verdictIn(label.blind) })));
    const leader = standing.find(({ id }) => id === stands?.leaderId);
    const naming = namings.find((each) => each.side === side);
    const missing = stands ? missingWords(stands.reason, side, toldIn(leader?.blind)) : "One proposal.";
    const retest = naming && stands?.state === "supported" ? ` ${retestWords(naming)}` : "";
    return {
      side,
      state: stands?.state ?? "unlabelled",
      reason: stands ? reasonWords(stands.reason, side) : "Nobody has proposed a label yet.",
      missing: missing + retest,
      leaderId: stands?.leaderId ?? null,
      version: naming?.version ?? 0,
      proposals: inOrder(standing.map((label) => ({ ...label, verdict: verdictIn(label.blind) })))
        .slice(0, maxShown)
        .map((label) => labelView(label, beside)),
      count: standing.length,
      withdrawn: ofSide
        .filter(({ withdrawnAt }) => withdrawnAt !== null)
        .map(({ id, text }) => ({ id, text })),
      intruders: intrudersSchema.nullable().parse(naming?.intruders ?? null),
    };
  };
  return { input: sideOf("input"), output: sideOf("output") };
}
