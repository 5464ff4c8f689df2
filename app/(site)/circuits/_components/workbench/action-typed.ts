import { type CircuitViewState, hasGroup, type ViewAction } from "@/lib/views/view-state";

/** A field in which one types, and what it says of itself: whose note it is, which group's name, or for which nodes. */
interface Field {
  value: string;
  dataset: { noteOf?: string; nameOf?: string; nameFor?: string };
}

/** What a field of the workbench will do with what is typed in it, once one leaves it; null for any other. */
export function actionTyped(
  { value, dataset: { noteOf, nameOf, nameFor } }: Field,
  view: CircuitViewState,
): ViewAction | null {
  if (noteOf !== undefined) return { type: "note", id: noteOf, text: value };
  if (nameOf !== undefined) return { type: "rename", from: nameOf, to: value };
  if (nameFor === undefined) return null;
  return { type: hasGroup(view, value) ? "join" : "group", name: value, ids: nameFor.split(" ") };
}
