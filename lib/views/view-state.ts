/** What a reader has made of a circuit's graph. All of it stands in the address, but for the zoom. */
export interface CircuitViewState {
  /** Nodes of at least this influence are shown; null is as many as can be read. */
  above: number | null;
  /** Only what is pinned, whatever its influence. */
  pinnedOnly: boolean;
  hidden: readonly string[];
  pinned: readonly string[];
  groups: readonly NodeGroup[];
  notes: readonly (readonly [id: string, text: string])[];
  /** Nodes expanded by hand. */
  opened: readonly string[];
  /** Rows, as `attn.3`, whose errors are drawn each by itself. */
  unfolded: readonly string[];
}

export interface NodeGroup {
  name: string;
  members: readonly string[];
}

export const untouchedView: CircuitViewState = {
  above: null,
  pinnedOnly: false,
  hidden: [],
  pinned: [],
  groups: [],
  notes: [],
  opened: [],
  unfolded: [],
};

export type ViewAction =
  | { type: "show-above"; above: number | null }
  | { type: "pinned-only"; on: boolean }
  | { type: "hide" | "pin" | "unpin"; ids: readonly string[] }
  | { type: "show-hidden" }
  /** A new group: a name that is taken changes nothing. */
  | { type: "group"; name: string; ids: readonly string[] }
  /** The nodes join a group that is there. */
  | { type: "join"; name: string; ids: readonly string[] }
  | { type: "rename"; from: string; to: string }
  | { type: "ungroup"; name: string }
  | { type: "note"; id: string; text: string }
  | { type: "open"; id: string }
  | { type: "unfold" | "fold"; row: string };

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
const without = (a: readonly string[], b: readonly string[]) => a.filter((each) => !b.includes(each));

/** The view after an action; the same object where nothing changes. */
export function viewAfter(view: CircuitViewState, action: ViewAction): CircuitViewState {
  switch (action.type) {
    case "show-above":
      return action.above === view.above ? view : { ...view, above: action.above };
    case "pinned-only":
      return action.on === view.pinnedOnly ? view : { ...view, pinnedOnly: action.on };
    case "hide":
      return { ...view, hidden: union(view.hidden, action.ids), pinned: without(view.pinned, action.ids) };
    case "show-hidden":
      return view.hidden.length === 0 ? view : { ...view, hidden: [] };
    case "pin":
      return { ...view, pinned: union(view.pinned, action.ids), hidden: without(view.hidden, action.ids) };
    case "unpin":
      return { ...view, pinned: without(view.pinned, action.ids) };
    case "group":
      return hasGroup(view, action.name) ? view : group(view, action.name.trim(), action.ids);
    case "join":
      return hasGroup(view, action.name) ? group(view, action.name.trim(), action.ids) : view;
    case "rename":
      return rename(view, action.from, action.to.trim());
    case "ungroup":
      return { ...view, groups: view.groups.filter(({ name }) => name !== action.name) };
    case "note":
      return note(view, action.id, action.text.trim());
    case "open":
      return view.opened.includes(action.id) ? view : { ...view, opened: [...view.opened, action.id] };
    case "unfold":
      return view.unfolded.includes(action.row)
        ? view
        : { ...view, unfolded: [...view.unfolded, action.row] };
    case "fold":
      return view.unfolded.includes(action.row)
        ? { ...view, unfolded: without(view.unfolded, [action.row]) }
        : view;
  }
}

export function hasGroup({ groups }: Pick<CircuitViewState, "groups">, name: string): boolean {
  return groups.some((each) => each.name === name.trim());
}

/** A node is in one group at most; a group of the name takes the nodes in; one left empty is gone. */
function group(view: CircuitViewState, name: string, ids: readonly string[]): CircuitViewState {
  if (name === "" || ids.length === 0) return view;
  const others = view.groups
    .filter((each) => each.name !== name)
    .map((each) => ({ ...each, members: without(each.members, ids) }))
    .filter(({ members }) => members.length > 0);
  const members = union(view.groups.find((each) => each.name === name)?.members ?? [], ids);
  return { ...view, groups: [...others, { name, members }], hidden: without(view.hidden, ids) };
}

function rename(view: CircuitViewState, from: string, to: string): CircuitViewState {
  if (to === "" || to === from || hasGroup(view, to)) return view;
  return {
    ...view,
    groups: view.groups.map((each) => (each.name === from ? { ...each, name: to } : each)),
    notes: view.notes.map(([id, text]) => [id === groupId(from) ? groupId(to) : id, text] as const),
    pinned: view.pinned.map((id) => (id === groupId(from) ? groupId(to) : id)),
  };
}

function note(view: CircuitViewState, id: string, text: string): CircuitViewState {
  const before = view.notes.find(([each]) => each === id)?.[1] ?? "";
  if (before === text) return view;
  const others = view.notes.filter(([each]) => each !== id);
  return { ...view, notes: text === "" ? others : [...others, [id, text]] };
}

/** Whether a group stands for its members under this id: it was not undone, renamed, emptied or hidden. */
export function groupStands({ groups, hidden }: CircuitViewState, id: string): boolean {
  return groups.some(({ name }) => groupId(name) === id) && !hidden.includes(id);
}

/** A group is chosen, pinned and hidden under an id of its own, which no node has. */
export function groupId(name: string): string {
  return `group:${name}`;
}

const foldPrefix = "errors:";

/** The errors of a row that are drawn as one are chosen, pinned and hidden under an id of their own, too. */
export function foldId(row: string): string {
  return `${foldPrefix}${row}`;
}

export function isFoldId(id: string): boolean {
  return id.startsWith(foldPrefix);
}
