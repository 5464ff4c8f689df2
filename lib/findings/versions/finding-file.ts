import { causalCheckSchema } from "@/lib/causal-checks/causal-check";
import { readPackedGraph } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import {
  type FindingFileHead,
  findingFileFormat,
  findingFileHeadSchema,
} from "@/lib/finding-format/finding-file";
import { citationOf } from "./cite-version";
import { contentOf } from "./content-of";
import { getVersion } from "./get-version";

/**
 * A published version whole, as a stored document with what stands around it: the circuit is sent as it is stored. Throws
 * what getVersion and readPackedGraph throw.
 */
export async function getFindingFile(address: { id: string; version: number }) {
  const found = await getVersion({ findingId: address.id, version: address.version });
  const [packed, checked] = await Promise.all([
    readPackedGraph(found.circuitId),
    readChecks(found.circuitId),
  ]);
  const [author] = found.authors;
  const content = contentOf(
    {
      ...{ findingId: found.finding, number: found.version, publishedAt: found.publishedAt },
      ...{ licence: found.licence, graphHash: found.graphHash },
      ...{ authorHandle: author?.handle ?? "", authorName: author?.name ?? null },
    },
    found,
  );
  const head: FindingFileHead = findingFileHeadSchema.parse({
    format: findingFileFormat,
    ...{ url: citationOf(found).url, content, contentHash: found.contentHash, ...checked },
  });
  const before = `${JSON.stringify(head).slice(0, -1)},"circuit":`;
  return { packed, around: [before, "}"] satisfies [string, string] };
}

/** What was done to find out whether the circuit holds, of what is done. */
async function readChecks(
  circuitId: string,
): Promise<Pick<FindingFileHead, "verification" | "causalChecks">> {
  const done = { circuitId, computedAt: { not: null } };
  const [verification, checks] = await Promise.all([
    db().verification.findFirst({
      where: done,
      orderBy: { id: "desc" },
      select: { passed: true, largestDifference: true, computedAt: true },
    }),
    db().causalCheck.findMany({
      where: done,
      orderBy: { frozen: "asc" },
      select: { frozen: true, result: true, computedAt: true },
    }),
  ]);
  return {
    verification: verification?.computedAt
      ? {
          passed: verification.passed ?? false,
          largestDifference: verification.largestDifference,
          at: verification.computedAt.toISOString(),
        }
      : null,
    causalChecks: checks.flatMap(({ frozen, result, computedAt }) =>
      computedAt ? [{ frozen, at: computedAt.toISOString(), result: causalCheckSchema.parse(result) }] : [],
    ),
  };
}
