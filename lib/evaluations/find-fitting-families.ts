import { setImmediate } from "node:timers/promises";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { findFamilies } from "@/lib/families/find-families";
import type { ListedFamily } from "@/lib/families/view";
import { readFamily } from "@/lib/family-format/read-family";
import type { Page } from "@/lib/paging/page";
import { type CircuitToEvaluate, unfitFamily } from "./fit-circuit";

/** Each is expanded to all of its prompts. */
const perPage = 10;

/** Families that a viewer may see, each with whether the circuit's text is one of the prompts of its latest version. */
export async function findFittingFamilies(
  circuit: CircuitToEvaluate,
  asked: { viewer: Viewer; q: string; cursor: string | undefined },
): Promise<Page<ListedFamily & { fits: boolean }>> {
  const { items, nextCursor } = await findFamilies({ ...asked, limit: perPage });
  const latest = items.map(({ id, latest }) => ({ familyId: id, number: latest }));
  const versions = await db().familyVersion.findMany({
    where: { OR: latest },
    select: { familyId: true, document: true },
  });
  const fitting = new Set<string>();
  for (const { familyId, document } of versions) {
    // Each may have thousands of prompts, and others are answered in between.
    await setImmediate();
    if (unfitFamily(circuit, readFamily(document)) === null) fitting.add(familyId);
  }
  return { items: items.map((family) => ({ ...family, fits: fitting.has(family.id) })), nextCursor };
}
