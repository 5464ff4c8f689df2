import { z } from "zod";
import type { HeatToken } from "@/components/ui/figure/draw-preview";
import { formatProbability } from "@/components/ui/format-number";
import type { Viewer } from "@/lib/auth/viewer-type";
import { getBounty } from "@/lib/bounties/get-bounty";
import { wordsOfBounty } from "@/lib/bounties/words-of-bounty";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readPackedGraph } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { askerOf } from "@/lib/computations/asker";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { getFeature } from "@/lib/features/get-feature";
import { getFinding } from "@/lib/findings/get-finding";
import { getRun } from "@/lib/runs/get-run";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import { isSpecialToken, tokenLabel } from "@/lib/tokens/token-words";
import { findOutputTexts, targetTitle } from "../(site)/circuits/_components/target-words";
import type { drawPagePreview, PagePreview } from "./draw-page-preview";
import { PreviewStore } from "./preview-store";

const drawing: ThreadWork<typeof drawPagePreview> = {
  ...{ file: "app/_previews/draw-page-preview.ts", name: "drawPagePreview" },
  answer: z.instanceof(Uint8Array<ArrayBuffer>),
  ...{ maxMillis: 10_000, isLong: true, tooMuch: "This is too large for a small picture." },
};

const holder = globalThis as typeof globalThis & { circuitCommonsPreviews?: PreviewStore };
/** More edges than these are not read for a picture that shows a dozen nodes. */
const maxEdges = 200_000;

function drawn(key: string, viewer: Viewer, preview: () => Promise<PagePreview>) {
  holder.circuitCommonsPreviews ??= new PreviewStore();
  return holder.circuitCommonsPreviews.take(key, () => onThread(drawing, askerOf(viewer).key, preview));
}

/** The picture of a link to a circuit. Throws "not-found", and what `onThread` throws. */
export async function getCircuitPreview(circuitId: string, viewer: Viewer) {
  const circuit = await getCircuit(circuitId);
  return drawn(`circuit ${circuitId} ${circuit.status}`, viewer, async () => ({
    ...(await pictureOf(circuit)),
    title: await titleOf(circuit),
    lines: [`\u201c${circuit.text}\u201d`, figuresOf(circuit)],
  }));
}

/** The same of a published finding: of a draft, as of what is not there, nobody gets a picture, its author neither. */
export async function getFindingPreview(findingId: string, viewer: Viewer) {
  const finding = await getFinding({ findingId, viewer: { kind: "guest", key: "preview" } });
  return drawn(`finding ${findingId} ${finding.revision}`, viewer, async () => {
    const circuit = await getCircuit(finding.circuitId);
    return {
      ...(await pictureOf(circuit)),
      title: finding.title,
      lines: [
        `by ${finding.author.name ?? finding.author.handle}: ${await titleOf(circuit)}`,
        figuresOf(circuit),
      ],
    };
  });
}

/** The same of a bounty that everybody sees: what it promises, how it stands, what it asks for. */
export async function getBountyPreview(slug: string, viewer: Viewer) {
  const bounty = await getBounty(slug, { kind: "guest", key: "preview" });
  const [standing, promise] = wordsOfBounty(bounty);
  return drawn(`bounty ${slug} ${bounty.revision} ${standing}`, viewer, async () => ({
    title: bounty.title,
    lines: [promise, `Bounty by ${bounty.sponsor.name ?? bounty.sponsor.handle}. ${standing}`],
  }));
}

/** The same of a run: its text, token by token. */
export async function getRunPreview(runId: string, viewer: Viewer) {
  const { text, tokens, model, status } = await getRun(runId);
  return drawn(`run ${runId} ${status}`, viewer, async () => ({
    title: `What fires in \u201c${text.slice(0, 200)}\u201d`,
    lines: [`Features of ${model.displayName} on each token, and what it says next`],
    tokens: linesOf(tokens.filter((token) => !isSpecialToken(token.text)).map(tokenLabel)),
  }));
}

/** The same of a feature: its name, and where it fires. */
export async function getFeaturePreview(address: FeatureAddress, viewer: Viewer) {
  const feature = await getFeature(address, { length: "narrow", limit: 5 });
  const { evidence, name, named, model } = feature;
  const id = formatFeature(feature);
  return drawn(`feature ${JSON.stringify(address)} ${named} ${name}`, viewer, async () => ({
    title: name ?? id,
    lines: [
      `${name === null ? "" : `${id}, `}${named === null || named === "rule" ? "" : `label ${named}, `}a feature of ${model.displayName}${evidence ? `: fires on ${formatProbability(evidence.density)} of tokens` : ""}`,
    ],
    tokens: (evidence?.examples ?? []).map(({ tokens, firings, activation }) => {
      const values = new Map(firings);
      return tokens.map((token) => ({
        text: tokenLabel(token),
        heat: activation > 0 ? (values.get(token.position) ?? 0) / activation : 0,
      }));
    }),
  }));
}

async function titleOf({ model, target, tokens }: CircuitView): Promise<string> {
  return targetTitle({ target, tokens, outputs: await findOutputTexts(model.name, target) });
}

async function pictureOf(circuit: CircuitView): Promise<Pick<PagePreview, "circuit">> {
  const { id, status, edgeCount, tokens, model, target } = circuit;
  if (status !== "ready" || (edgeCount ?? 0) > maxEdges) return {};
  const outputs = new Map(await findOutputTexts(model.name, target));
  const labels = new Map(await findCircuitNames(id));
  const labelled = new Map(await findLabelledFeatures(id));
  return {
    circuit: {
      packed: await readPackedGraph(id),
      words: { tokens, outputs, labels, labelled },
      layers: model.layers,
    },
  };
}

function figuresOf({ model, completenessScore }: CircuitView): string {
  const complete = completenessScore === null ? "" : `, completeness ${formatProbability(completenessScore)}`;
  return `in ${model.displayName}${complete}`;
}

/** Tokens in lines of about the picture's width. */
function linesOf(labels: readonly string[]): HeatToken[][] {
  const lines: HeatToken[][] = [[]];
  let length = 0;
  for (const text of labels) {
    if (length > 0 && length + text.length > 54) {
      lines.push([]);
      length = 0;
    }
    lines.at(-1)?.push({ text, heat: 0 });
    length += text.length;
  }
  return lines;
}
