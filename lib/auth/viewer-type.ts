/** Who is looking. `key` tells guests apart for limits; it is a keyed hash, never an address. */
export type Viewer =
  | { kind: "member"; id: string; handle: string; name: string | null; role: ViewerRole }
  | { kind: "guest"; key: string };

export type ViewerRole = "member" | "judge" | "moderator" | "administrator";

const rank: Record<ViewerRole, number> = { member: 0, judge: 1, moderator: 2, administrator: 3 };

/** Whether a role includes another's rights: administrator over moderator over judge over member. */
export function roleIncludes(role: ViewerRole, needed: ViewerRole): boolean {
  return rank[role] >= rank[needed];
}
