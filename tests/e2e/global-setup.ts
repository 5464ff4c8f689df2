import type { TestProject } from "vitest/node";
import { openLender } from "./support/site-lender";

declare module "vitest" {
  interface ProvidedContext {
    /** The local port at which a test file borrows a running site (`support/shared-site.ts`). */
    siteLender: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { port, close } = await openLender();
  project.provide("siteLender", port);
  return close;
}
