import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Writes the library that `lib/engine/tsconfig.lists.json` is checked with: TypeScript's own, but that what a typed array
 * holds is `any`, which no index can make undefined. The compiler has no switch for typed arrays alone.
 */
export function writeListsLibrary(): void {
  const compiler = createRequire(createRequire(import.meta.url).resolve("typescript/package.json"));
  const own = compiler.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
  const library = readFileSync(path.join(path.dirname(own), "lib/lib.es5.d.ts"), "utf8");
  mkdirSync("generated/types", { recursive: true });
  writeFileSync(
    "generated/types/lib.es5.d.ts",
    library.replaceAll("[index: number]: number;", "[index: number]: any;"),
  );
}
