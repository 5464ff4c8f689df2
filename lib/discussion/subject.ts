import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { featurePath } from "@/lib/features/feature-address";
import { missingFinding } from "@/lib/findings/missing-finding";
import { type DiscussedKind, discussedKinds } from "./comment-words";

/** What is talked about: a finding by its id, a feature (and its labels) by `dictionaryId.index`. */
export interface Discussed {
  kind: DiscussedKind;
  id: string;
}

/** What a conversation needs to know of what it is about. */
export interface DiscussedSubject {
  title: string;
  /** The page on which it is talked about. */
  path: string;
  /** Whose it is; null of what is nobody's. */
  authorId: string | null;
  /** The pages of the dictionary sets whose features are meant by ids, by kind. */
  sets: ReadonlyMap<string, { model: string; set: string }>;
  /** Whether nodes are of a circuit that stands on the page. */
  hasCircuit: boolean;
}

export function featureSubject({ dictionaryId, index }: { dictionaryId: string; index: number }): Discussed {
  return { kind: "feature", id: `${dictionaryId}.${index}` };
}

export function discussedOf(row: { subjectKind: string; subjectId: string }): Discussed {
  const kind = discussedKinds.find((each) => each === row.subjectKind);
  if (!kind) throw new Error(`${row.subjectKind} is not talked about.`);
  return { kind, id: row.subjectId };
}

/** What everybody may talk about, which is what everybody sees: each kind knows by itself. Throws "not-found" and "gone". */
export async function getSubject({ kind, id }: Discussed): Promise<DiscussedSubject> {
  return subjects[kind](id);
}

const subjects: Record<DiscussedKind, (id: string) => Promise<DiscussedSubject>> = {
  feature: async (id) => {
    const [dictionaryId = "", index = ""] = id.split(".");
    const found = await db().dictionary.findUnique({
      where: { id: dictionaryId },
      select: {
        layer: true,
        set: {
          select: {
            ...{ kind: true, name: true },
            model: {
              select: {
                name: true,
                dictionarySets: { orderBy: { rank: "desc" }, select: { kind: true, name: true } },
              },
            },
          },
        },
      },
    });
    if (!found || !isFeatureKind(found.set.kind)) throw notFound("feature");
    const { kind, name: set, model } = found.set;
    const feature = { kind, layer: found.layer, index: Number(index) };
    return {
      title: formatFeature(feature),
      path: featurePath({ model: model.name, set, ...feature }),
      authorId: null,
      // The first of each kind comes last, and the feature's own set after all.
      sets: new Map(
        [...model.dictionarySets, { kind, name: set }].map((each) => [
          each.kind,
          { model: model.name, set: each.name },
        ]),
      ),
      hasCircuit: false,
    };
  },
  finding: async (id) => {
    const found = await db().finding.findFirst({
      where: { id, publishedAt: { not: null } },
      select: {
        ...{ title: true, authorId: true },
        circuit: {
          select: {
            run: {
              select: {
                model: { select: { name: true } },
                sets: { select: { set: { select: { kind: true, name: true } } } },
              },
            },
          },
        },
      },
    });
    if (!found) throw await missingFinding(id);
    const { model, sets } = found.circuit.run;
    return {
      ...{ title: found.title, path: `/findings/${id}`, authorId: found.authorId },
      sets: new Map(sets.map(({ set }) => [set.kind, { model: model.name, set: set.name }])),
      hasCircuit: true,
    };
  },
};
