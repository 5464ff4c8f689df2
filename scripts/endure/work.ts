import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { runViewSchema } from "@/lib/runs/view";
import { encodeView } from "@/lib/views/view-codec";
import { untouchedView } from "@/lib/views/view-state";
import type { LedgerUser } from "./ledger-user";

/** What people do at the site. Each write has a mark of its own. */

export const password = "a long pass phrase";
const retryMillis = 200;
const threshold = 0.02;
/** A token of the bundled model's vocabulary; those behind it are targets too. */
const firstTarget = 300;

const answerSchema = z.object({ id: z.string() });
const savedSchema = z.object({ revision: z.number() });

export interface TracedCircuit {
  id: string;
  graph: Circuit;
}

/** Makes an account and signs in with it. False where that could not be said. */
export async function signUp(user: LedgerUser, handle: string): Promise<boolean> {
  const path = "/api/v1/accounts";
  const made = await user.write({
    ...{ kind: "account", mark: handle, content: "", path },
    body: { handle, password },
  });
  while (made !== null && !user.leaves.aborted) {
    if ((await user.browser.signIn(handle, password).catch(() => "unreached")) === null) return true;
    await sleep(retryMillis);
  }
  return false;
}

/** Has a text run, some of its circuits traced and of each some nodes expanded; gives those that came to be. */
export async function readText(
  user: LedgerUser,
  text: string,
  { circuits, expansions }: { circuits: number; expansions: number },
): Promise<TracedCircuit[]> {
  const run = await user.write({
    ...{ kind: "run", mark: text, content: text, isQuestion: true },
    ...{ path: "/api/v1/runs", body: { model: "storybook-4l", text } },
  });
  if (run === null) return [];
  const { id: runId } = answerSchema.parse(run);
  const runPath = `/api/v1/runs/${runId}`;
  const view = (await user.ready(runPath)) ? await user.readForGood(runPath) : null;
  if (view === null) return [];
  const last = runViewSchema.parse(view).tokens.length - 1;
  const traced: TracedCircuit[] = [];
  for (let n = 0; n < circuits; n++) {
    const circuit = await trace(user, runId, `logit.${firstTarget + n}@${last}`);
    if (circuit === null) continue;
    traced.push(circuit);
    for (const nodeId of leavesOf(circuit.graph).slice(0, expansions)) await expand(user, circuit.id, nodeId);
  }
  return traced;
}

async function trace(user: LedgerUser, runId: string, target: string): Promise<TracedCircuit | null> {
  const asked = await user.write({
    ...{ kind: "circuit", mark: `${runId} ${target}`, content: `direct ${threshold}`, isQuestion: true },
    ...{ path: "/api/v1/circuits", body: { runId, target, threshold } },
  });
  if (asked === null) return null;
  const { id } = answerSchema.parse(asked);
  const path = `/api/v1/circuits/${id}`;
  const graph = (await user.ready(path)) ? await user.readForGood(`${path}/graph`) : null;
  return graph === null ? null : { id, graph: circuitSchema.parse(graph) };
}

/** Nodes that one may expand by hand, those of most influence first. */
function leavesOf({ nodes }: Circuit): string[] {
  return nodes
    .filter(({ kind, expanded }) => !expanded && (kind === "attn" || kind === "mlp"))
    .sort((a, b) => b.influence - a.influence)
    .map(({ id }) => id);
}

async function expand(user: LedgerUser, circuitId: string, nodeId: string): Promise<void> {
  await user.write({
    ...{ kind: "expansion", mark: `${circuitId} ${nodeId}`, content: "", isQuestion: true },
    ...{ path: `/api/v1/circuits/${circuitId}/expansions`, body: { nodeId } },
  });
}

export async function saveView(user: LedgerUser, { id, graph }: TracedCircuit, mark: string): Promise<void> {
  const noted = graph.nodes.slice(0, 1).map(({ id: nodeId }) => [nodeId, mark] as const);
  const state = (await encodeView({ ...untouchedView, notes: noted })) ?? "";
  await user.write({
    ...{ kind: "view", mark, content: state },
    ...{ path: `/api/v1/circuits/${id}/views`, body: { name: mark, state } },
  });
}

/** A draft, and one revision after the other for as long as each is acknowledged. */
export async function writeFinding(
  user: LedgerUser,
  circuit: TracedCircuit,
  marks: readonly string[],
): Promise<void> {
  const [first = "", ...later] = marks;
  const contentOf = (title: string) => ({ title, body: bodyOf(title), tags: ["names"], state: "" });
  const begun = await user.write({
    ...{ kind: "finding", mark: first, content: bodyOf(first), path: "/api/v1/findings" },
    body: { ...contentOf(first), circuitId: circuit.id },
  });
  if (begun === null) return;
  const { id } = answerSchema.parse(begun);
  let revision = 1;
  for (const mark of later) {
    const saved = await user.write({
      ...{ kind: "revision", mark, content: bodyOf(mark), method: "PUT", path: `/api/v1/findings/${id}` },
      body: { ...contentOf(mark), revision },
    });
    if (saved === null) return;
    revision = savedSchema.parse(saved).revision;
  }
}

function bodyOf(mark: string): string {
  const paragraphs = Array.from({ length: 8 }, (_, n) => `- The head at *layer ${n % 4}* copies a **name**.`);
  return `## ${mark}\n\n${paragraphs.join("\n\n")}\n\nThe end of ${mark}.`;
}
