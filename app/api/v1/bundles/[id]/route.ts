import { z } from "zod";
import { getBundle } from "@/lib/bundles/get-bundle";
import { bundleSchema } from "@/lib/bundles/manifest";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "One bundle: its files with their checksums, rows, columns and licences.",
  access: "anyone",
  params: z.object({ id: z.uuid() }),
  problems: ["not-found"],
  answer: json(bundleSchema),
  handle: ({ params }) => getBundle(params.id),
});
