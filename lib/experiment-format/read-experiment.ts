import { refuseProto } from "@/lib/family-format/refuse-proto";
import { firstFault } from "@/lib/json/schema-words";
import { type Experiment, experimentFormat, experimentSchema } from "./experiment";
import { ExperimentFault } from "./experiment-fault";

/** An experiment from a parsed document of anybody. Throws `ExperimentFault` with the place of the first fault. */
export function readExperiment(document: unknown): Experiment {
  refuseProto(document, (says) => unsound(says));
  const parsed = experimentSchema.safeParse(document);
  if (!parsed.success) throw unsound(firstFault(parsed.error));
  const names = parsed.data.conditions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new ExperimentFault(`Two conditions have the name "${twice}".`);
  return parsed.data;
}

function unsound(says: string): ExperimentFault {
  return new ExperimentFault(`This is not a sound ${experimentFormat} file: ${says}.`);
}

/** Throws where a hypothesis is dated after its result, which nobody could have written it before. */
export function refuseLaterHypothesis({ hypothesis }: Experiment, computedAt: Date): void {
  if (Date.parse(hypothesis.writtenAt) <= computedAt.getTime()) return;
  throw new ExperimentFault(
    `The hypothesis is dated ${hypothesis.writtenAt}, and it is ${computedAt.toISOString()}. It is written before the result is computed.`,
  );
}
