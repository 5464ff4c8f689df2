import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensurePrograms } from "@/scripts/prepare/prepare";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the programs as a site runs them, each in a file (`scripts/prepare/prepare.ts`). */
    programs: string;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide("programs", path.resolve(await ensurePrograms()));
}
