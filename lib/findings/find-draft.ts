import { db, type Prisma } from "@/lib/db/client";

const fields = {
  ...{ id: true, revision: true, title: true, body: true, tags: true, state: true },
} satisfies Prisma.FindingSelect;

export type DraftOfCircuit = Prisma.FindingGetPayload<{ select: typeof fields }>;

/** The draft about a circuit that a member began last; null without one. For that member alone. */
export async function findDraftOfCircuit(of: {
  circuitId: string;
  authorId: string;
}): Promise<DraftOfCircuit | null> {
  return db().finding.findFirst({
    where: { ...of, publishedAt: null, deletedAt: null },
    orderBy: { id: "desc" },
    select: fields,
  });
}
