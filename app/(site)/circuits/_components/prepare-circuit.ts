import type { QueryClient } from "@tanstack/react-query";
import { circuitAddress, circuitGraphQuery } from "@/app/_queries/circuits";
import { progressQuery } from "@/app/_queries/computations";
import { loadWorkbench } from "./instrument/load-workbench";

/** A longer computation is followed by its own page. */
const worthWaitingMillis = 1_000;

/**
 * Gets ready what a circuit's page will want while that page is on its way: its script, and its graph as soon as
 * there is one. Whatever fails here, the page asks for it again and says so.
 */
export async function prepareCircuit(client: QueryClient, circuitId: string): Promise<void> {
  loadWorkbench().catch(() => {});
  const address = circuitAddress(circuitId);
  const watched = progressQuery("circuit", address);
  const leave = () => client.cancelQueries({ queryKey: watched.queryKey, type: "inactive" });
  const timer = setTimeout(leave, worthWaitingMillis);
  try {
    const { progress } = await client.fetchQuery(watched);
    if (progress?.status === "ready") await client.prefetchQuery(circuitGraphQuery(address));
  } catch {
    // It takes longer.
  } finally {
    clearTimeout(timer);
  }
}
