import type { GuestBrowser } from "./guest-browser";
import type { Suspension } from "./suspension";

/**
 * Who is looking. `key` tells guests apart for limits; it is a keyed hash, never an address. `browser` proves whose work
 * becomes theirs when they sign in, and counts for no limit.
 */
export type Viewer =
  | {
      kind: "member";
      id: string;
      handle: string;
      name: string | null;
      role: ViewerRole;
      /** Whether a program asks in their name, by a key. */
      isProgram?: true;
      /** While it stands, every route that changes something refuses. */
      suspension?: Suspension;
    }
  | { kind: "guest"; key: string; browser?: GuestBrowser };

export type ViewerRole = "member" | "judge" | "moderator" | "administrator";

/** The roles, the lowest first. */
const ranked: readonly ViewerRole[] = ["member", "judge", "moderator", "administrator"];

/** Whether a role includes another's rights: administrator over moderator over judge over member. */
export function roleIncludes(role: ViewerRole, needed: ViewerRole): boolean {
  return ranked.indexOf(role) >= ranked.indexOf(needed);
}

/** The roles that gain something by becoming this one. */
export function rolesBelow(role: ViewerRole): ViewerRole[] {
  return ranked.slice(0, ranked.indexOf(role));
}
