import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { findConversations } from "@/lib/discussion/find-conversations";
import { featureSubject } from "@/lib/discussion/subject";
import type { Discussion } from "@/lib/discussion/view";
import { findJudgements, noJudgements } from "@/lib/judgements/find-judgements";
import type { FeatureJudgements } from "@/lib/judgements/view";
import { showingRows } from "@/lib/kept-pages/showing";
import { findLabels, labelsSubject, noLabels } from "@/lib/labels/find-labels";
import type { FeatureLabels } from "@/lib/labels/view";
import { findProjectsOfFeature, type ProjectOfFeature } from "@/lib/projects/find-projects";

interface FeatureKey {
  dictionaryId: string;
  index: number;
}

export interface Said {
  labels: FeatureLabels;
  judgements: FeatureJudgements;
  discussion: Discussion;
  projects: ProjectOfFeature[];
}

/** Whether there is any of each that people say of a feature, whoever may see it. */
interface IsSaid {
  labels: boolean;
  judgements: boolean;
  conversations: boolean;
  projects: boolean;
}

/** What people say of a feature, for a reader: of most there is nothing, which one query tells, and then nothing else is read. */
export async function findSaid(key: FeatureKey, viewer: Viewer, cursor?: string | undefined): Promise<Said> {
  const is = await findIfSaid(key);
  const [labels, judgements, discussion, projects] = await Promise.all([
    is.labels ? findLabels(key, viewer) : noLabels(),
    is.judgements ? findJudgements(key, viewer) : noJudgements,
    is.conversations
      ? findConversations({ about: featureSubject(key), viewer, cursor })
      : { items: [], nextCursor: null },
    is.projects ? findProjectsOfFeature(key, viewer) : [],
  ]);
  return { labels, judgements, discussion, projects };
}

async function findIfSaid(key: FeatureKey): Promise<IsSaid> {
  const { dictionaryId, index } = key;
  const { kind, id } = featureSubject(key);
  const [is] = await showingRows(
    () => db().$queryRaw<IsSaid[]>`
      select
        exists (select from "Naming" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index})
          or exists (select from "Label" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index}) as labels,
        exists (select from "Judgement" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index}) as judgements,
        exists (select from "Conversation" where "subjectKind" = ${kind} and "subjectId" = ${id}) as conversations,
        exists (select from "ProjectFeature" where "dictionaryId" = ${dictionaryId}::uuid and index = ${index}) as projects`,
    // The first of each kind is told of as every later one is.
    () => ({
      topics: [
        `Naming ${labelsSubject(key)}`,
        `Judgement ${dictionaryId}.${index}`,
        `Conversation ${id}`,
        `ProjectFeature ${dictionaryId}.${index}`,
      ],
      insteadOf: ["Naming", "Label", "Judgement", "Conversation", "ProjectFeature"],
    }),
  );
  if (!is) throw new Error("one row is always answered");
  return is;
}
