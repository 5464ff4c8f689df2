import { formatNumber } from "@/components/ui/format-number";
import type { Edit } from "@/lib/circuit-format/edit";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { PredictedByHand } from "@/lib/circuit-graph/predicted-by-hand";
import type { InterventionResult } from "@/lib/interventions/intervention";

type Predicted = InterventionResult["predicted"];

/** What one edit does, before and after the name of what it does it to. */
export interface EditWords {
  before: string;
  name: string;
  after: string;
}

export function editWords(edit: Edit): EditWords {
  const at = placeWords(edit.positions);
  if (edit.do === "splice") {
    const where = edit.positions ? `, at ${positionsWords(edit.positions)}` : "";
    return {
      before: "splice in",
      name: `${edit.kind}.${edit.layer}`,
      after: `(${dictionaryWords[edit.kind]})${where}, its error ${edit.keepError ? "kept" : "left out"}`,
    };
  }
  const name = `${formatFeature(edit)}${at}`;
  if (edit.do === "set") return { before: "set", name, after: `to ${exact(edit.value)}` };
  if (edit.scale === 0) return { before: "ablate", name, after: "" };
  return { before: "", name, after: `\u00d7 ${exact(edit.scale)}` };
}

/** As it was asked for: another digit is another change. */
const exact = (value: number) => String(value).replace("-", "\u2212");

/** Beside a feature's name: `@9` as nodes have it, or where else. */
function placeWords(positions: Edit["positions"]): string {
  if (!positions) return " at every token";
  return positions.length === 1 ? `@${positions[0]}` : ` at ${positionsWords(positions)}`;
}

function positionsWords(positions: readonly number[]): string {
  const shown = positions.slice(0, 5).join(", ");
  const more = positions.length - 5;
  return `${positions.length === 1 ? "token" : "tokens"} ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

/** All of a change in a line: the first edits, and how many more. */
export function changeWords(edits: readonly Edit[]): string {
  const shown = edits.slice(0, 2).map((edit) => {
    const { before, name, after } = editWords(edit);
    return [before, name, after].filter(Boolean).join(" ");
  });
  const more = edits.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What a prediction with what was expanded by hand counts, and that it is not all, in a sentence. */
export function byHandWords({ found }: PredictedByHand): string {
  const names = `${found.slice(0, 3).join(", ")}${found.length > 3 ? ` and ${found.length - 3} more` : ""}`;
  return `Of ${names}, found by hand, only paths through what was expanded by hand are counted: what else the trace left out as too small is not.`;
}

/** What a prediction counts and what it does not, in sentences. */
export function predictionWords(predicted: Predicted, frozen: boolean): string[] {
  const { known, alone, counted, later, inactive, absent, absentCount, spliced, ofOwnLayer } = predicted;
  const words: string[] = [];
  if (counted === 1) words.push("Counted is the effect of one node, over all the circuit's paths.");
  if (counted > 1) {
    const differ = Math.abs(known - alone) > 1e-3 * Math.abs(alone);
    words.push(
      `Counted are the effects of ${counted} nodes together, a path through several of them once${differ ? `: one by one they would add up to ${formatNumber(alone)}` : ""}.`,
    );
  }
  if (absentCount > 0)
    words.push(
      `Not counted: ${absent.slice(0, 3).join(", ")}${absentCount > 3 ? ` and ${absentCount - 3} more` : ""}, no ${absentCount === 1 ? "node" : "nodes"} of the traced graph.`,
    );
  if (spliced > 0)
    words.push("Not counted: the dictionary in its site's place, of which the circuit says nothing.");
  if (later > 0)
    words.push(
      `${placesWords(later)} after what the target reads, in the text or in the model, and cannot change it.`,
    );
  if (inactive > 0)
    words.push(
      inactive === 1
        ? "One feature is not active where it is scaled, so nothing changes there."
        : `${inactive} features are not active where they are scaled, so nothing changes there.`,
    );
  if (ofOwnLayer > 0)
    words.push(
      "A residual feature's effect is counted through the attention of its own layer alone; the change itself goes through every later layer.",
    );
  words.push(
    frozen
      ? "Patterns and LayerNorms were held, as the prediction has them. What differs is what MLPs make of the change, and what the threshold hid."
      : "Patterns and LayerNorms were free to follow the change, which no prediction here counts.",
  );
  return words;
}

const placesWords = (count: number) => (count === 1 ? "One change lies" : `${count} changes lie`);
