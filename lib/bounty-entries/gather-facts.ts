import type { EntryFacts } from "@/lib/bounty-format/facts";
import { db } from "@/lib/db/client";
import { causalCheckOf, retracedOf, verificationOf } from "./facts/computed-facts";
import { earlierOf } from "./facts/earlier";
import { earlierAcrossOf, earlierWithoutFeaturesOf } from "./facts/earlier-across";
import { evaluatedOf } from "./facts/evaluated";
import type { Needs } from "./facts/needs-of";
import { identityAt } from "./facts/other-thresholds";
import { ownPublishedOf } from "./facts/own-published";
import { promptAsReadOf } from "./facts/prompt-as-read";
import { supportedLabelsOf } from "./facts/supported-labels";
import type { ReadFrozen } from "./frozen";

/** A version of an entry as facts are gathered of it. */
export interface Entered {
  bountyId: string;
  entryId: string;
  findingId: string | null;
  memberIds: readonly string[];
  opensAt: Date;
  committedAt: Date;
  /** When the entry was committed to first. */
  since: Date;
  needs: Needs;
}

/** Facts of which nothing is there yet. */
export function waitingFacts(
  content: string,
  { across, withoutFeatures, ownPublished, evaluations, prompt }: Needs,
): EntryFacts {
  return {
    ...{ format: "circuit-commons/entry-facts@1", content, committedAt: "waiting", opensAt: "waiting" },
    ...{ verification: "waiting", causalChecks: { free: "waiting", frozen: "waiting" } },
    ...{ thresholds: { halved: "waiting", doubled: "waiting" } },
    ...{ supportedLabels: "waiting", firstPublished: "waiting", earlier: "waiting" },
    ...(across && { earlierAcross: "waiting" }),
    ...(withoutFeatures && { earlierWithoutFeatures: "waiting" }),
    ...(ownPublished && { ownPublished: "waiting" }),
    ...(evaluations && { evaluations: "waiting" }),
    ...(prompt && { prompt: "waiting" }),
  };
}

/**
 * What is to be known of an entry and was not yet: all the rest stays as it was told before. What was let go of, cancelled, or went with its
 * dictionary is unknown, and so is what no rule of the bounty asks for and nobody had computed.
 */
export async function gatherFacts(
  entered: Entered,
  known: EntryFacts,
  frozen: ReadFrozen & { file: Uint8Array },
): Promise<EntryFacts> {
  const { findingId, committedAt, opensAt, needs } = entered;
  const circuit = await db().circuit.findUnique({
    where: { identity: identityAt(frozen.spec) },
    select: { id: true },
  });
  const ofCircuit = async <T>(
    isAsked: boolean,
    was: T | "waiting" | "unknown",
    read: (id: string) => Promise<T>,
  ) => {
    if (was !== "waiting") return was;
    const now = circuit ? await read(circuit.id) : ("unknown" as const);
    // Somebody else's, which nobody waits for here.
    return now === "waiting" && !isAsked ? ("unknown" as const) : now;
  };
  const still = async <T>(was: T | "waiting" | "unknown", read: () => Promise<T>) =>
    was === "waiting" ? read() : was;
  const { causalChecks: checks, thresholds } = known;
  const [
    verification,
    free,
    held,
    halved,
    doubled,
    supportedLabels,
    firstPublished,
    ownPublished,
    evaluations,
    prompt,
  ] = await Promise.all([
    ofCircuit(needs.verification, known.verification, verificationOf),
    ofCircuit(needs.checks.free, checks.free, (id) => causalCheckOf(id, false)),
    ofCircuit(needs.checks.frozen, checks.frozen, (id) => causalCheckOf(id, true)),
    ofCircuit(needs.thresholds, thresholds.halved, () => retracedOf(frozen.spec, "halved")),
    ofCircuit(needs.thresholds, thresholds.doubled, () => retracedOf(frozen.spec, "doubled")),
    still(known.supportedLabels, () => supportedLabelsOf(frozen, entered)),
    still(known.firstPublished, () => firstPublishedOf(findingId, committedAt)),
    ofCircuit(needs.ownPublished, known.ownPublished ?? "unknown", (id) => ownPublishedOf(id, entered)),
    ofCircuit(needs.evaluations !== null, known.evaluations ?? "unknown", (id) =>
      needs.evaluations
        ? evaluatedOf(id, { ...needs.evaluations, committedAt })
        : Promise.resolve("unknown" as const),
    ),
    still(known.prompt ?? "unknown", () => promptAsReadOf(frozen.spec)),
  ]);
  // One after another: each may hold the thread that compares for long.
  const earlier = await still(known.earlier, () => earlierOf(frozen, entered));
  const earlierAcross = await ofCircuit(needs.across, known.earlierAcross ?? "unknown", (id) =>
    earlierAcrossOf(id, frozen, entered),
  );
  const earlierWithoutFeatures = await ofCircuit(
    needs.withoutFeatures,
    known.earlierWithoutFeatures ?? "unknown",
    (id) => earlierWithoutFeaturesOf(id, frozen, entered),
  );
  return {
    ...known,
    ...{ committedAt: committedAt.toISOString(), opensAt: opensAt.toISOString(), verification },
    ...{ causalChecks: { free, frozen: held }, thresholds: { halved, doubled } },
    ...{ supportedLabels, firstPublished, earlier },
    ...(known.earlierAcross !== undefined && { earlierAcross }),
    ...(known.earlierWithoutFeatures !== undefined && { earlierWithoutFeatures }),
    ...(known.ownPublished !== undefined && { ownPublished }),
    ...(known.evaluations !== undefined && { evaluations }),
    ...(known.prompt !== undefined && { prompt }),
  };
}

/** The finding's first publication here before a moment; a draft has none. */
async function firstPublishedOf(findingId: string | null, before: Date): Promise<string | null> {
  if (findingId === null) return null;
  const { _min } = await db().findingVersion.aggregate({
    where: { findingId, publishedAt: { lte: before } },
    _min: { publishedAt: true },
  });
  return _min.publishedAt?.toISOString() ?? null;
}
