import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { circuitAddress, fetchDocument } from "./workbench/circuit-document";
import { loadWorkbench } from "./workbench/load-workbench";

/** Most circuits are there before this; a longer one is waited for on its own page, which shows how far it is. */
const worthWaitingMillis = 400;

/**
 * Gets ready what a circuit's page will want while the circuit is still being computed: its script, and its graph
 * as soon as there is one. Resolves when the circuit is there or its page had better show the wait.
 */
export async function awaitCircuit(circuitId: string): Promise<void> {
  // Whatever fails here, the page asks for it again and says so.
  loadWorkbench().catch(() => {});
  if (await isReadySoon(circuitId)) fetchDocument(circuitAddress(circuitId)).catch(() => {});
}

function isReadySoon(circuitId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new EventSource(`${circuitAddress(circuitId)}/events`);
    const timer = setTimeout(() => end(false), worthWaitingMillis);
    function end(ready: boolean) {
      clearTimeout(timer);
      source.close();
      resolve(ready);
    }
    source.addEventListener("error", () => end(false));
    source.addEventListener("circuit", ({ data }) => {
      const { status }: ComputationProgress = JSON.parse(data);
      if (status !== "computing") end(status === "ready");
    });
  });
}
