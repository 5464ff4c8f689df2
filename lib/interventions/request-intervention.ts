import type { Viewer } from "@/lib/auth/viewer-type";
import type { Edit } from "@/lib/circuit-format/edit";
import { formatFeature, formatNodeId, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { touchCircuit } from "@/lib/unread/touch";
import { canonicalEdits } from "./canonical-edits";
import { changeIdentity } from "./change-identity";
import { getIntervention } from "./get-intervention";
import { interventionComputation } from "./intervention-computation";
import type { InterventionView } from "./view";

interface NewIntervention {
  circuitId: string;
  edits: readonly Edit[];
  frozen: boolean;
  viewer: Viewer;
}

/**
 * Asks what a change of a circuit's run does, computed once for everyone however it is said: the stored one, the one under
 * way, or a new one; one that failed or was cancelled is begun again. Throws "not-found", "conflict" (the circuit is not
 * ready), "unprocessable" (what the run has no place for, or what changes nothing) and "too-many-requests".
 */
export async function requestIntervention(request: NewIntervention): Promise<InterventionView> {
  const { circuitId: id, frozen, viewer } = request;
  await touchCircuit(id);
  const circuit = await db().circuit.findUnique({
    where: { id },
    select: {
      ...{ computedAt: true, target: true },
      run: { select: { tokenIds: true, sets: { select: { kind: true, setId: true } } } },
    },
  });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError(
      "conflict",
      "This circuit is not ready yet, so there is nothing to compare a change with.",
    );
  const tokenCount = circuit.run.tokenIds.length;
  const dictionaries = await findDictionaries(circuit.run.sets);
  for (const edit of request.edits) checkEdit(edit, { target: circuit.target, tokenCount, dictionaries });
  const edits = canonicalEdits(request.edits, tokenCount);
  if (edits.length === 0) refuse("These changes change nothing: a feature times 1 is what it was.");
  const question = { circuitId: id, edits, frozen, identity: changeIdentity(edits, frozen) };
  const { id: interventionId } = await ask(interventionComputation, question, askerOf(viewer));
  return getIntervention({ id, interventionId }, viewer);
}

interface Place {
  kind: Edit["kind"];
  layer: number;
  dSae: number;
}

async function findDictionaries(sets: readonly { kind: Edit["kind"]; setId: string }[]): Promise<Place[]> {
  const kindOf = new Map(sets.map(({ kind, setId }) => [setId, kind]));
  const where = { setId: { in: [...kindOf.keys()] } };
  const rows = await db().dictionary.findMany({ where, select: { setId: true, layer: true, dSae: true } });
  return rows.flatMap(({ setId, ...place }) => {
    const kind = kindOf.get(setId);
    return kind ? [{ kind, ...place }] : [];
  });
}

interface RunPlaces {
  /** The circuit's. */
  target: string;
  tokenCount: number;
  dictionaries: readonly Place[];
}

/** Refuses a change of what the circuit's run does not have, and of the target itself. */
function checkEdit(edit: Edit, { target, tokenCount, dictionaries }: RunPlaces): void {
  const { kind, layer, positions } = edit;
  const ofKind = dictionaries.filter((each) => each.kind === kind);
  const dictionary = ofKind.find((each) => each.layer === layer);
  if (!dictionary) {
    const layers = ofKind.map((each) => each.layer).sort((a, b) => a - b);
    const has =
      layers.length > 0
        ? `with ${kind} dictionaries at layers ${layers.join(", ")}`
        : `without ${kind} dictionaries`;
    refuse(`There is no ${kind} dictionary at layer ${layer}: the text was read ${has}.`);
  }
  const outside = positions?.find((position) => position >= tokenCount);
  if (outside !== undefined)
    refuse(`There is no token ${outside}: the text has the token positions 0 to ${tokenCount - 1}.`);
  if (edit.do === "splice") return;
  if (edit.index >= dictionary.dSae)
    refuse(`There is no feature ${formatFeature(edit)}: the dictionary has ${dictionary.dSae}.`);
  const id = parseNodeId(target);
  if (!id || !isFeature(id)) return;
  const isIt = formatFeature(edit) === formatFeature(id) && (positions?.includes(id.position) ?? true);
  if (isIt)
    refuse(
      `${formatNodeId(id)} is the circuit's target, which is what is measured: change what leads to it.`,
    );
}

function refuse(message: string): never {
  throw new AppError("unprocessable", message, { fields: { edits: message } });
}
