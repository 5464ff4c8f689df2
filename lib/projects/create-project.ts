import { randomInt } from "node:crypto";
import { AppError } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { slugWords } from "@/lib/slug-words";
import type { ProjectContent } from "./project-schemas";
import { maxProjects } from "./project-words";

/**
 * Begins a project, of which its creator is the first owner. Throws "conflict" for one too many, "unprocessable" for guidelines that are
 * too much to read, and what `keeping` throws.
 */
export async function createProject({
  creatorId,
  ...content
}: ProjectContent & { creatorId: string }): Promise<{ slug: string }> {
  const writeUp = await renderGuidelines(content.guidelines, creatorId);
  const bytes = storedBytes(content.guidelines.length + JSON.stringify(writeUp).length);
  return keeping(creatorId, bytes, async (tx) => {
    if ((await tx.project.count({ where: { creatorId, deletedAt: null } })) >= maxProjects)
      throw new AppError("conflict", `You have begun ${maxProjects} projects, which is the most.`);
    const plain = slugOf(content.title);
    // One at a time of those who begin one of this title.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`project ${plain}`}, 0))`;
    const isTaken = (await tx.project.count({ where: { slug: plain } })) > 0;
    const slug = isTaken ? `${plain}-${randomInt(36 ** 6).toString(36)}` : plain;
    return tx.project.create({
      data: {
        ...{ ...content, slug, creatorId, writeUp },
        members: { create: { memberId: creatorId, role: "owner" } },
      },
      select: { slug: true },
    });
  });
}

/** A title's words in an address. */
export function slugOf(title: string): string {
  const words = slugWords(title);
  // Words that pages have in that place, and what has no letters of these.
  return words === "" || words === "new" ? `project-${randomInt(36 ** 6).toString(36)}` : words;
}

/** As a write-up, with the field that is wrong under its own name. */
export async function renderGuidelines(guidelines: string, authorId: string) {
  try {
    return await renderWriteUp(guidelines, authorId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unprocessable") throw error;
    throw new AppError("unprocessable", error.message, { fields: { guidelines: error.message } });
  }
}
