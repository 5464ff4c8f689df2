import { z } from "zod";
import { getBundleFile } from "@/lib/bundles/get-bundle";
import { pieceBytes } from "@/lib/bundles/manifest";
import { file } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "A file of a bundle, Parquet.",
  access: "anyone",
  params: z.object({
    id: z.uuid(),
    file: z
      .string()
      .regex(/^[a-z_]{1,40}\.parquet$/)
      .meta({ examples: ["features.parquet"] }),
  }),
  limit: { name: "bundle-file", points: 60, perSeconds: 3600, byAddress: true },
  problems: ["not-found"],
  answer: file("application/vnd.apache.parquet", pieceBytes),
  handle: ({ params }) => getBundleFile(params.id, params.file),
});
