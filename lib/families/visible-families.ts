import type { Prisma } from "@/lib/db/client";

/** Whoever looks, as far as it matters here. */
type Reader = { kind: "guest" } | { kind: "member"; id: string };

/** The families a viewer may see: public ones, and their own. It stands in every query's `where`. */
export function visibleFamilies(viewer: Reader): Prisma.FamilyWhereInput {
  if (viewer.kind === "guest") return { isPublic: true };
  return { OR: [{ isPublic: true }, { ownerId: viewer.id }] };
}
