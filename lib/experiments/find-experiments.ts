import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { escapeLike } from "@/lib/db/escape-like";
import { experimentSchema } from "@/lib/experiment-format/experiment";
import { cutPage, type Page } from "@/lib/paging/page";
import { type Holding, holdings } from "./holdings";
import type { ListedExperiment } from "./view";
import { visibleExperiments } from "./visible-experiments";

interface Asked {
  viewer: Viewer;
  /** Words of the title, all of which stand in it. */
  q?: string | undefined;
  /** A person's handle. */
  owner?: string | undefined;
  /** A model's name. */
  model?: string | undefined;
  familyId?: string | undefined;
  holds?: Holding | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Of a question; more words make it no narrower. */
const maxWords = 8;

/** What a list shows of an experiment's document, which was read whole when it was written down. */
const shownDocument = z.object({
  hypothesis: experimentSchema.shape.hypothesis,
  metrics: experimentSchema.shape.metrics,
  conditions: z.array(z.unknown()).transform(({ length }) => length),
});

/** Experiments that a viewer may see, the newest first, a page at a time. */
export async function findExperiments({
  viewer,
  q,
  owner,
  model,
  familyId,
  holds,
  cursor,
  limit = 20,
}: Asked): Promise<Page<ListedExperiment>> {
  const words = (q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, maxWords);
  const rows = await db().experiment.findMany({
    where: {
      AND: [
        visibleExperiments(viewer),
        ...words.map((word) => ({ title: { contains: escapeLike(word), mode: "insensitive" as const } })),
      ],
      ...(owner !== undefined && { owner: { handle: owner } }),
      ...(model !== undefined && { model: { name: model } }),
      ...(familyId !== undefined && { familyId }),
      ...(holds !== undefined && { holds }),
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: listedFields,
  });
  return cutPage(rows.map(listedExperiment), limit);
}

export const listedFields = {
  ...{ id: true, title: true, hash: true, document: true, holds: true, isPublic: true, createdAt: true },
  ...{ familyId: true, familyVersion: true },
  owner: { select: { handle: true, name: true } },
  model: { select: { name: true } },
  version: { select: { hash: true, family: { select: { title: true } } } },
  results: { where: { number: 1 }, select: { computedAt: true } },
} as const satisfies Prisma.ExperimentSelect;

/** What a list and the page of an experiment say alike. */
export function listedExperiment({
  document,
  familyId,
  familyVersion,
  version,
  model,
  holds,
  results,
  ...row
}: Prisma.ExperimentGetPayload<{ select: typeof listedFields }>): ListedExperiment {
  const { id, title, hash, isPublic, owner, createdAt } = row;
  return {
    ...{ id, title, hash, isPublic, owner, createdAt },
    ...shownDocument.parse(document),
    model: model.name,
    family: { id: familyId, version: familyVersion, title: version.family.title, hash: version.hash },
    holds: holdings.find((holding) => holding === holds) ?? null,
    computedAt: results[0]?.computedAt ?? null,
  };
}
