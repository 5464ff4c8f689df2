import { judgeFeature } from "@/lib/judgements/judge-feature";
import { addFeatures } from "@/lib/projects/change-features";
import { createProject } from "@/lib/projects/create-project";
import { joinProject } from "@/lib/projects/join-project";
import type { ProjectContent } from "@/lib/projects/project-schemas";
import { sideOfFeature } from "./labels";
import type { Person } from "./people";

export const anyProject: ProjectContent = {
  ...{ title: "Attention in layer 3", goal: "All of it judged.", guidelines: "Look at **ten** texts." },
  ...{ overlap: 2, isOpen: true },
};

/** A project of somebody's with features of the bundled model's layer 3. */
export async function beginProject(
  owner: Person,
  indices: readonly number[],
  content: Partial<ProjectContent> = {},
): Promise<string> {
  const { slug } = await createProject({ ...anyProject, ...content, creatorId: owner.id });
  if (indices.length > 0) await addToProject(owner, slug, indices);
  return slug;
}

export function addToProject(owner: Person, slug: string, indices: readonly number[]) {
  const features = indices.map((index) => `/features/storybook-4l/attn/3/${index}`);
  return addFeatures({ slug, ownerId: owner.id, wanted: { from: "list", features } });
}

/** Lets a person into a project. */
export function join(person: Person, slug: string, secret?: string) {
  if (person.viewer.kind !== "member") throw new Error("A guest joins nothing.");
  return joinProject({ slug, viewer: person.viewer, secret });
}

/** Has somebody judge a feature of layer 3. */
export async function judgeAny(person: Person, index: number, interpretable = 3): Promise<void> {
  const { dictionaryId } = await sideOfFeature(index);
  await judgeFeature({
    of: { dictionaryId, index },
    judgeId: person.id,
    content: { interpretable, family: "induction", hasOneMeaning: true, confidence: 2 },
  });
}
