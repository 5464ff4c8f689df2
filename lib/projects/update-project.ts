import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { renderGuidelines } from "./create-project";
import { holdProject } from "./hold-project";
import type { ProjectContent } from "./project-schemas";

interface Change extends ProjectContent {
  slug: string;
  ownerId: string;
}

/**
 * Changes what a project says, how many people it wants for each feature and who may join; its address stays. Fewer people take nothing
 * away of what counts already. Throws what `holdProject` and `createProject` throw.
 */
export async function updateProject({ slug, ownerId, ...content }: Change): Promise<void> {
  const writeUp = await renderGuidelines(content.guidelines, ownerId);
  const bytes = storedBytes(content.guidelines.length + JSON.stringify(writeUp).length);
  await keeping(ownerId, bytes, async (tx) => {
    const { id } = await holdProject(tx, { slug, ownerId });
    await tx.project.update({ where: { id }, data: { ...content, writeUp } });
  });
}
