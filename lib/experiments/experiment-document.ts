import type { Prisma } from "@/lib/db/client";
import type { Experiment } from "@/lib/experiment-format/experiment";
import { readExperiment } from "@/lib/experiment-format/read-experiment";

/** Where an experiment's family is stored, as a row of a version gives it. */
export interface StoredFamily {
  document: unknown;
  hash: string;
}

/** What a row keeps of an experiment: all but its family. */
export function storedDocument({ family: _, ...experiment }: Experiment): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(experiment));
}

/** The experiment that a row keeps, its family written out, so that its file stands alone. */
export function wholeExperiment(stored: unknown, { document, hash }: StoredFamily): Experiment {
  const rest = typeof stored === "object" && stored !== null ? stored : {};
  return readExperiment({ ...rest, family: { from: "content", content: document, hash } });
}
