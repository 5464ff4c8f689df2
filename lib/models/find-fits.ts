import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import { type DictionaryFit, type KeptFit, keptFitSchema } from "@/lib/evidence-format/fit";
import { whyUnmeasured } from "@/lib/evidence-format/judge-fit";
import { parseTraining } from "./training";

/** A set, how it was judged, and its dictionaries' figures. */
export interface FoundFit {
  kind: DictionaryKind;
  name: string;
  displayName: string;
  /** Null where nobody has measured it. */
  judged: Omit<KeptFit, "dictionary"> | null;
  /** Why it cannot be, where that is so. */
  whyUnmeasured: string | null;
  dictionaries: DictionaryFit[];
}

/** How the sets of a model were found to fit it, those among them of which nothing was measured. */
export async function findFits(modelId: string): Promise<FoundFit[]> {
  const sets = await db().dictionarySet.findMany({
    where: { modelId },
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: {
      ...{ kind: true, name: true, displayName: true },
      dictionaries: {
        orderBy: { layer: "asc" },
        select: { training: true, quality: { select: { measured: true } } },
      },
    },
  });
  return sets.map(({ dictionaries, ...set }) => {
    const kept = dictionaries.flatMap(({ quality }) => fitOf(quality?.measured) ?? []);
    return {
      ...set,
      judged: judgedOf(kept[0]),
      whyUnmeasured: whyUnmeasured(dictionaries.map(({ training }) => parseTraining(training))),
      dictionaries: kept.flatMap(({ dictionary }) => dictionary ?? []),
    };
  });
}

/** Of a set all are judged together. */
function judgedOf(kept: KeptFit | undefined): FoundFit["judged"] {
  if (!kept) return null;
  const { dictionary: _, ...judged } = kept;
  return judged;
}

/** What `DictionaryQuality.measured` keeps of it; undefined where nobody measured it. */
export function fitOf(measured: unknown): KeptFit | undefined {
  if (typeof measured !== "object" || measured === null || !("fit" in measured)) return undefined;
  return keptFitSchema.parse(measured.fit);
}
