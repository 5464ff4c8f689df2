import type { Prisma } from "@/lib/db/client";
import { parseTraining } from "@/lib/models/training";

/** What names the files a run was read with: what a worker compares with those it has before it computes anything. */
export const readWithFields = {
  model: { select: { name: true, checksum: true } },
  sets: {
    orderBy: { kind: "asc" },
    select: { set: { select: { kind: true, name: true, checksum: true } } },
  },
} satisfies Prisma.RunSelect;

export type ReadWith = Prisma.RunGetPayload<{ select: typeof readWithFields }>;

/** The dictionaries a run was read with, as pages show them. */
export const runSetFields = {
  orderBy: { kind: "asc" },
  select: {
    set: {
      select: {
        kind: true,
        name: true,
        displayName: true,
        dictionaries: { orderBy: { layer: "asc" }, select: { layer: true, training: true } },
      },
    },
  },
} satisfies Prisma.Run$setsArgs;

type RunSets = Prisma.RunGetPayload<{ select: { sets: typeof runSetFields } }>["sets"];

export function kindsOf(sets: RunSets) {
  return sets.map(({ set: { kind, name, displayName, dictionaries } }) => ({
    ...{ kind, set: { name, displayName } },
    layers: dictionaries.map(({ layer }) => layer),
    // Of a set all read one site.
    leavesOnly: dictionaries[0] ? parseTraining(dictionaries[0].training).leavesOnly : null,
  }));
}
