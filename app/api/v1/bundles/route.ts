import { z } from "zod";
import { findBundles } from "@/lib/bundles/get-bundle";
import { bundleSchema } from "@/lib/bundles/manifest";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "Everything public as files: the bundles of the last days, the latest first.",
  access: "anyone",
  answer: json(z.object({ bundles: z.array(bundleSchema) })),
  handle: async () => ({ bundles: await findBundles() }),
});
