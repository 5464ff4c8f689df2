import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { fileBody, type RouteDefinition } from "@/lib/http/definition";

/** Who may call a route, for its caller. */
export function whoMayCall({ access, session }: RouteDefinition): string {
  if (access === "anyone") return "Anybody.";
  const who = access === "member" ? "Somebody signed in" : `A ${access}`;
  return `${who}${session ? ", from a browser's session" : ""}.`;
}

/** What a key needs, for its holder. */
export function whichKey(scope: KeyScope | null): string {
  return scope === null ? "No key will do." : `A key needs \`${scope}\`.`;
}

/** The limit on calls of one caller, or null. What the domain limits beside it (runs and circuits a day) is not in it. */
export function howOften({ limit }: RouteDefinition): string | null {
  if (!limit) return null;
  const { points, perSeconds, byAddress } = limit;
  return `At most ${points} calls in ${duration(perSeconds)}${byAddress ? " from one address" : ""}.`;
}

function duration(seconds: number): string {
  if (seconds === 3600) return "an hour";
  return seconds === 60 ? "a minute" : `${seconds / 60} minutes`;
}

/** Whether a route takes a file as it is rather than JSON of a schema. */
export function takesFile({ body }: RouteDefinition): boolean {
  return body === fileBody;
}
