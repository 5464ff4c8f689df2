const nowhere = "http://here.invalid";
/** next-auth keeps it in a cookie. A view in an address may be longer: app/_components/account-address.ts. */
export const maxPathLength = 2_000;

/** Where to go after signing in: a path of this site, or its first page. `here` is an origin that may stand before it. */
export function returnPath(asked: unknown, here: string = nowhere): string {
  const [path]: unknown[] = [asked].flat();
  if (typeof path !== "string" || path.length > maxPathLength) return "/";
  if (!path.startsWith("/") && !path.startsWith(`${here}/`)) return "/";
  if (!URL.canParse(path, here)) return "/";
  // Read as a browser reads it, which takes a backslash for a slash and drops tabs and line breaks.
  const { origin, pathname, search, hash } = new URL(path, here);
  const kept = pathname + search + hash;
  return origin === new URL(here).origin && !kept.startsWith("//") ? kept : "/";
}
