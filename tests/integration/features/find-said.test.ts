import { expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer-type";
import { findConversations } from "@/lib/discussion/find-conversations";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { findSaid } from "@/lib/feature-page/find-said";
import { findJudgements } from "@/lib/judgements/find-judgements";
import { findLabels } from "@/lib/labels/find-labels";
import { findProjectsOfFeature } from "@/lib/projects/find-projects";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { createPerson, guest } from "../support/people";
import { beginProject, judgeAny } from "../support/projects";
import { setUpSite } from "../support/site";

setUpSite();

type Key = { dictionaryId: string; index: number };

/** The same, each read for itself whether or not there is any. */
async function eachOf(key: Key, viewer: Viewer) {
  return {
    labels: await findLabels(key, viewer),
    judgements: await findJudgements(key, viewer),
    discussion: await findConversations({ about: featureSubject(key), viewer }),
    projects: await findProjectsOfFeature(key, viewer),
  };
}

test("what people say of a feature is the same as each of it by itself, where there is nothing and once there is one", async () => {
  const ann = await createPerson();
  const readers = [guest(), ann.viewer];
  const of = await sideOfFeature(640);
  const key = { dictionaryId: of.dictionaryId, index: 640 };
  const say = [
    () => Promise.resolve(),
    () => judgeAny(ann, 640),
    () => beginProject(ann, [640]),
    () =>
      startConversation({
        about: featureSubject(key),
        ...{ labelId: null, authorId: ann.id, byProgram: false, body: "What does it fire on?" },
      }),
    () => proposeAnyLabel(ann.id, { of }),
  ];
  for (const [told, next] of say.entries()) {
    await next();
    for (const viewer of readers) {
      const said = await findSaid(key, viewer);
      expect(said).toEqual(await eachOf(key, viewer));
      const { judgements, projects, discussion, labels } = said;
      const lengths = [judgements.people, projects.length, discussion.items.length, labels.input.count];
      expect(lengths).toEqual([1, 2, 3, 4].map((step) => (told >= step ? 1 : 0)));
    }
  }
});
