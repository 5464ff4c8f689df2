import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import packageJson from "@/package.json" with { type: "json" };

/** Which build of the code this is: the version, and the commit of the checkout it runs from, where it is one. */
export const build = [packageJson.version, commitOf(path.join(process.cwd(), ".git"))]
  .filter((part) => part !== null)
  .join("+");

/** The short name of what is checked out, from git's own files: git itself need not be there. */
function commitOf(folder: string): string | null {
  const read = (name: string) => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  };
  const head = read("HEAD");
  const [, ref] = /^ref: (\S+)$/.exec(head) ?? [];
  const packed = () =>
    read("packed-refs")
      .split("\n")
      .find((line) => line.endsWith(` ${ref}`)) ?? "";
  const commit = ref === undefined ? head : read(ref) || packed();
  return /^[0-9a-f]{40}/.test(commit) ? commit.slice(0, 8) : null;
}
