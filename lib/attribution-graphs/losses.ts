/** Fields that say something on one side and not, or something else, on the other, by path. */
export type Differences = Map<string, "absent" | "changed">;

/** Beyond this the rest of a hostile file's made-up fields is only counted. */
const maxPaths = 200;

/**
 * Every field of `said` that `kept` does not say in the same way. Positions in lists are left out of the
 * paths, so that a field of a million nodes is named once: `nodes[].clerp`. Goes no deeper than `kept` does.
 */
export function findDifferences(
  said: unknown,
  kept: unknown,
  path = "",
  found: Differences = new Map(),
): Differences {
  if (said === undefined || said === null) return found;
  if (Array.isArray(said) && Array.isArray(kept)) {
    if (said.length > kept.length) note(found, path, "changed");
    const inside = `${path}[]`;
    for (let i = 0; i < said.length && i < kept.length; i++) findDifferences(said[i], kept[i], inside, found);
  } else if (isRecord(said) && isRecord(kept)) {
    for (const key of Object.keys(said)) {
      const inside = `${path}${path === "" ? "" : "."}${readableKey(key)}`;
      findDifferences(said[key], Object.hasOwn(kept, key) ? kept[key] : undefined, inside, found);
    }
  } else if (said !== kept) note(found, path, kept === undefined ? "absent" : "changed");
  return found;
}

function note(found: Differences, path: string, what: "absent" | "changed"): void {
  if (found.has(path) || found.size < maxPaths) found.set(path, what);
  else found.set("(more)", what);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readableKey(key: string): string {
  return /^[A-Za-z_]\w{0,59}$/.test(key) ? key : JSON.stringify(key.slice(0, 60).toWellFormed());
}
