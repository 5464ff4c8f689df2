import type { Edit } from "@/lib/circuit-format/edit";
import { kindsInLayer } from "@/lib/circuit-format/kinds";

/** An edit with its positions taken out: what is done to which feature or site. */
interface Deed {
  edit: Edit;
  /** The feature or the site: a later edit of the same at the same position takes an earlier one's place. */
  place: string;
}

/**
 * The same change in the one form it has, so that it is computed once however it was said: of what is edited twice at a
 * position the last, as the engine takes it; nothing that changes nothing; no positions where it is all of them; edits in
 * the order of the model. May be empty.
 */
export function canonicalEdits(edits: readonly Edit[], tokenCount: number): Edit[] {
  const all = Array.from({ length: tokenCount }, (_, position) => position);
  const last = new Map<string, { deed: Deed; position: number }>();
  for (const each of edits) {
    const edit = withoutPositions(each);
    const place = [edit.kind, edit.layer, edit.do === "splice" ? "splice" : edit.index].join(".");
    for (const position of each.positions ?? all)
      last.set(`${place}@${position}`, { deed: { edit, place }, position });
  }
  const byDeed = new Map<string, { edit: Edit; positions: number[] }>();
  for (const { deed, position } of last.values()) {
    if (deed.edit.do === "scale" && deed.edit.scale === 1) continue;
    const key = JSON.stringify(deed.edit);
    const same = byDeed.get(key) ?? { edit: deed.edit, positions: [] };
    same.positions.push(position);
    byDeed.set(key, same);
  }
  return [...byDeed.values()]
    .map(({ edit, positions }) =>
      positions.length === tokenCount ? edit : { ...edit, positions: positions.sort((a, b) => a - b) },
    )
    .sort(inOrderOfTheModel);
}

/** Keys in one order, and zero without a sign. */
function withoutPositions(edit: Edit): Edit {
  const { kind, layer } = edit;
  if (edit.do === "splice") return { do: "splice", kind, layer, keepError: edit.keepError };
  const { index } = edit;
  return edit.do === "scale"
    ? { do: "scale", kind, layer, index, scale: edit.scale + 0 }
    : { do: "set", kind, layer, index, value: edit.value + 0 };
}

function inOrderOfTheModel(a: Edit, b: Edit): number {
  return (
    a.layer - b.layer ||
    kindsInLayer.indexOf(a.kind) - kindsInLayer.indexOf(b.kind) ||
    indexOf(a) - indexOf(b) ||
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

/** A dictionary is put in its site's place before its features are changed. */
function indexOf(edit: Edit): number {
  return edit.do === "splice" ? -1 : edit.index;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
