/** Where to go after signing in: a path of this site, or its first page. */
export function returnPath(asked: string | string[] | undefined): string {
  const path = [asked].flat()[0] ?? "/";
  // Browsers read a backslash as a slash, so "/\evil.example" would leave the site.
  return /^\/(?![/\\])/.test(path) && !path.includes("\\") ? path : "/";
}
