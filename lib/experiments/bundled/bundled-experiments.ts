import type { Experiment } from "@/lib/experiment-format/experiment";
import { readExperiment } from "@/lib/experiment-format/read-experiment";
import headsByPrefix from "./heads-by-prefix.json";
import orderAroundAnd from "./order-around-and.json";
import spliceLayerByLayer from "./splice-layer-by-layer.json";

/** The experiments that come with the site, by name, in the order in which they are shown. */
const files: Readonly<Record<string, unknown>> = {
  "splice-layer-by-layer": spliceLayerByLayer,
  "order-around-and": orderAroundAnd,
  "heads-by-prefix": headsByPrefix,
};

export const bundledExperimentNames: readonly string[] = Object.keys(files);

/** Null where there is none of that name. */
export function bundledExperiment(name: string): Experiment | null {
  return Object.hasOwn(files, name) ? readExperiment(files[name]) : null;
}
