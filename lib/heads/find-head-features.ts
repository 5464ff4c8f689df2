import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";
import type { NamedBy } from "@/lib/features/view";
import { cutPage, type Page } from "@/lib/paging/page";
import type { HeadPlace } from "./head-name";

export interface HeadFeature {
  index: number;
  name: string;
  named: NamedBy;
  /** The head's part of the decoder row's length, 0 to 1. */
  share: number;
  density: number;
  maxActivation: number;
}

/** The share and index of the last feature before the page. */
export const headFeatureCursor = z
  .string()
  .regex(/^\d(\.\d+)?(e-\d+)?_\d{1,9}$/)
  .transform((text) => text.split("_").map(Number))
  .transform(([share = 0, index = 0]) => ({ share, index }));

/** Features of an attention dictionary that have their largest part in a head, the largest part first, a page at a time. */
export async function findHeadFeatures(
  modelId: string,
  set: string,
  { layer, head }: HeadPlace,
  { cursor, limit = 50 }: { cursor?: z.output<typeof headFeatureCursor> | undefined; limit?: number } = {},
): Promise<Page<HeadFeature>> {
  const after = cursor
    ? Prisma.sql`and e."mainHeadShare" <= ${cursor.share}
        and (e."mainHeadShare" < ${cursor.share} or e.index > ${cursor.index})`
    : Prisma.empty;
  const rows = await db().$queryRaw<HeadFeature[]>`
    select e.index, n.name, n.named, e."mainHeadShare" as share, e.density, e."maxActivation"
    from "DictionarySet" s join "Dictionary" d on d."setId" = s.id and d.layer = ${layer}
    join "FeatureEvidence" e on e."dictionaryId" = d.id and e."mainHead" = ${head}
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = e.index
    where s."modelId" = ${modelId}::uuid and s.kind = 'attn' and s.name = ${set} ${after}
    order by e."mainHeadShare" desc, e.index limit ${limit + 1}`;
  return cutPage(rows, limit, ({ share, index }) => `${share}_${index}`);
}
