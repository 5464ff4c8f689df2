import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline/promises";
import { afterAll, beforeAll, inject } from "vitest";
import { z } from "zod";
import type { Site } from "./site";

const lentSchema = z.union([z.object({ address: z.string() }), z.object({ failure: z.string() })]);

/**
 * A site that other files had before, and meanwhile nobody else has, for a file that looks only at what it asked for itself:
 * texts, circuits, checks, imports. Such a file publishes and names nothing, counts nothing of the whole site, sets
 * nothing and disturbs no process, and its handles are no other file's.
 */
export function sharedSite(): Pick<Site, "address"> {
  const site = { address: "" };
  let loan: Socket | undefined;

  beforeAll(async () => {
    loan = connect(inject("siteLender"), "127.0.0.1");
    const [line] = await once(createInterface(loan), "line");
    const lent = lentSchema.parse(JSON.parse(String(line)));
    if ("failure" in lent) throw new Error(lent.failure);
    site.address = lent.address;
  });
  afterAll(() => {
    loan?.end();
  });

  return site;
}
