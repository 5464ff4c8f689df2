import { stillDrawings } from "@/app/(site)/circuits/_components/glance/still-drawing";
import { findOutputTexts, type OutputTexts } from "@/app/(site)/circuits/_components/target-words";
import type { GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { getCircuit } from "@/lib/circuits/get-circuit";
import type { CircuitView } from "@/lib/circuits/view";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/log";
import { findPublishedStarter, type PublishedStarter } from "@/lib/starter-content/find-published";

export interface DrawnExample extends PublishedStarter {
  circuit: CircuitView;
  outputs: OutputTexts;
  drawings: GraphPictureProps[];
}

/** What was drawn of each with which names: a graph never changes. The guide has few examples. */
const drawn = new Map<string, { key: string; drawings: GraphPictureProps[] }>();

/** A circuit that the site has published, to be shown; null where there is none, or what is stored of it cannot be read. */
export async function drawExample(name: string): Promise<DrawnExample | null> {
  const published = await findPublishedStarter(name);
  if (!published) return null;
  const { circuitId } = published;
  try {
    const [circuit, names] = await Promise.all([getCircuit(circuitId), findCircuitNames(circuitId)]);
    const outputs = await findOutputTexts(circuit.model.name, circuit.target);
    const key = JSON.stringify([circuitId, names]);
    const before = drawn.get(name);
    const drawings = before?.key === key ? before.drawings : await stillDrawings(circuit, outputs, names);
    drawn.set(name, { key, drawings });
    return { ...published, circuit, outputs, drawings };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    createLogger("pages").error({ err: error, circuitId }, "an example of the guide cannot be drawn");
    return null;
  }
}
