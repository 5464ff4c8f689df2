import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readPackedNodes } from "@/lib/circuits/read-circuit-graph";
import { askerOf } from "@/lib/computations/asker";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import type { nodeRows } from "./node-rows";
import type { TableFormat } from "./table";
import type { TableFile } from "./table-answer";

const writing: ThreadWork<typeof nodeRows> = {
  ...{ file: "lib/tables/node-rows.ts", name: "nodeRows", answer: z.string() },
  ...{ maxMillis: 20_000, isLong: true, tooMuch: "This circuit is too large for a table. Save its JSON." },
};

/** The nodes of a stored circuit as a file. Throws "not-found", "conflict" for one not ready, and what `onThread` throws. */
export async function getNodeFile(
  circuitId: string,
  viewer: Viewer,
  format: TableFormat = "csv",
): Promise<TableFile> {
  const [{ tokens }, names, labelled] = await Promise.all([
    getCircuit(circuitId),
    findCircuitNames(circuitId),
    findLabelledFeatures(circuitId),
  ]);
  const text = await onThread(writing, askerOf(viewer).key, async () => ({
    ...{ packed: await readPackedNodes(circuitId), format, names, labelled },
    tokens: tokens.map(({ text }) => text),
  }));
  return { name: `circuit-${circuitId}`, format, pieces: whole(text) };
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
