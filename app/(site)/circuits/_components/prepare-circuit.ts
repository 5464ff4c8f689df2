import { untilSettled } from "@/app/(site)/_components/computation/until-settled";
import { circuitAddress, fetchDocument } from "./workbench/circuit-document";
import { loadWorkbench } from "./workbench/load-workbench";

/** A longer computation is followed by its own page. */
const worthWaitingMillis = 1_000;

/**
 * Gets ready what a circuit's page will want while that page is on its way: its script, and its graph as soon as
 * there is one.
 */
export async function prepareCircuit(circuitId: string): Promise<void> {
  try {
    await Promise.all([
      loadWorkbench(),
      untilSettled("circuit", circuitId, AbortSignal.timeout(worthWaitingMillis)),
    ]);
    await fetchDocument(circuitAddress(circuitId));
  } catch {
    // Whatever fails here, the page asks for it again and says so.
  }
}
