const nowhere = "http://here.invalid";

/** Where to go after signing in: a path of this site, or its first page. */
export function returnPath(asked: string | string[] | undefined): string {
  const path = [asked].flat()[0] ?? "/";
  if (!path.startsWith("/") || !URL.canParse(path, nowhere)) return "/";
  // Read as a browser reads it, which takes a backslash for a slash and drops tabs and line breaks.
  const { origin, pathname, search, hash } = new URL(path, nowhere);
  const kept = pathname + search + hash;
  return origin === nowhere && !kept.startsWith("//") ? kept : "/";
}
