import type { Filter } from "@/lib/catalogue/catalogue-query";
import { difference, highest } from "@/lib/catalogue/entry-set";
import { featureValue } from "@/lib/catalogue/name-features";
import { readFacets } from "@/lib/catalogue/read-facets";
import { readListed } from "@/lib/catalogue/read-listed";
import { readTargets } from "@/lib/catalogue/read-targets";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import type { AtomEntry } from "./atom";
import { entriesOf } from "./entries-of";

/** A member's own published finding. */
export interface OwnFinding {
  id: string;
  title: string;
  circuitId: string;
  circuit: { target: string; run: { model: { name: string } } };
}

/** Of more features than one reads about, those that were explained last. */
const maxFeatures = 50;

/**
 * What others published, the last first, that begins from one's findings, is about a circuit of theirs, or in whose circuit a feature
 * that one of them explains is among the hundred with the most influence.
 */
export async function findConcerning(
  { id: userId, handle }: { id: string; handle: string },
  own: readonly OwnFinding[],
  most: number,
): Promise<AtomEntry[]> {
  const circuitIds = [...new Set(own.map(({ circuitId }) => circuitId))];
  const others = { authorId: { not: userId } };
  const [same, forks, { filters }] = await Promise.all([
    db().catalogueEntry.findMany({
      where: { circuitId: { in: circuitIds }, finding: others },
      orderBy: { number: "desc" },
      take: most,
      select: { number: true },
    }),
    db().finding.findMany({
      where: { parentId: { in: own.map(({ id }) => id) }, publishedAt: { not: null }, ...others },
      orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
      take: most,
      select: { entry: { select: { number: true } } },
    }),
    featuresExplained(own).then((features) => readFacets([{ name: "author", value: handle }, ...features])),
  ]);
  const [author, ...features] = filters;
  const mine = author?.facet?.entries ?? new Map();
  const reasons = new Map<number, string>();
  for (const { value, facet } of features)
    for (const number of highest(difference(facet?.entries ?? new Map(), mine), most))
      reasons.set(number, `In its circuit is ${value}, which you explained.`);
  for (const { number } of same) reasons.set(number, "It is about a circuit that you wrote about.");
  for (const { entry } of forks) if (entry) reasons.set(entry.number, "It begins from a finding of yours.");
  const numbers = [...reasons.keys()].toSorted((a, b) => b - a).slice(0, most);
  const listed = await readListed(numbers);
  // Taken back meanwhile, one of them is not listed: so each is found by its own number.
  const numberOf = new Map(
    (
      await db().catalogueEntry.findMany({
        where: { number: { in: numbers } },
        select: { number: true, findingId: true },
      })
    ).map((each) => [each.findingId, each.number]),
  );
  return entriesOf(
    listed.map((finding) => {
      const reason = reasons.get(numberOf.get(finding.id) ?? 0) ?? "";
      return { ...finding, sentence: [finding.sentence, reason].filter(Boolean).join(" ") };
    }),
  );
}

/** The features that one's findings explain, as the catalogue filters by them. */
async function featuresExplained(own: readonly OwnFinding[]): Promise<Filter[]> {
  const targets = await readTargets(own.map(({ circuitId }) => circuitId));
  const values = own.flatMap(({ circuitId, circuit: { target, run } }) => {
    const node = parseNodeId(target);
    const set = targets.get(circuitId)?.set;
    if (!node || !isFeature(node) || set === undefined) return [];
    return [featureValue({ ...node, set, model: run.model.name })];
  });
  return [...new Set(values)].slice(0, maxFeatures).map((value) => ({ name: "feature", value }));
}
