import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { visibleTo } from "./visible-to";

/** The findings about a circuit that the viewer may see, newest first. */
export async function findFindingsOfCircuit({ circuitId, viewer }: { circuitId: string; viewer: Viewer }) {
  return db().finding.findMany({
    where: { circuitId, ...visibleTo(viewer) },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, title: true, publishedAt: true, author: { select: { handle: true } } },
  });
}
