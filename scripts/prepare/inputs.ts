import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * One hash over the contents of the files and folders named (those missing count as missing). Tests do not
 * count: they are beside the code, and nothing that is built contains them.
 */
export function hashInputs(inputs: string[]): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const files = existsSync(input) ? filesUnder(input) : [];
    hash.update(`${input} ${files.length}\n`);
    for (const file of files) hash.update(`${file}\n`).update(readFileSync(file)).update("\n");
  }
  return hash.digest("hex");
}

function filesUnder(target: string): string[] {
  if (!statSync(target).isDirectory()) return [target];
  return readdirSync(target)
    .sort()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesUnder(path.join(target, name)));
}
