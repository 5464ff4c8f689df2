import type { TestProject } from "vitest/node";
import { openSiteDatabases } from "./support/site-databases";
import { openLender } from "./support/site-lender";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of all sites' databases, as its owner (`support/site-databases.ts`). */
    siteDatabases: string;
    /** The local port at which a test file borrows a running site (`support/shared-site.ts`). */
    siteLender: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databases = await openSiteDatabases();
  project.provide("siteDatabases", databases.adminUrl);
  const { port, close } = await openLender(databases.adminUrl);
  project.provide("siteLender", port);
  return () => close().finally(databases.close);
}
