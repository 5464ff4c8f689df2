import { figureQuerySchema } from "@/app/_figures/figure-query";
import { getImportFigure } from "@/app/_figures/import-figure";
import { picture } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "An imported circuit as a figure, its fonts in it: SVG.",
  access: "member",
  params: idParams,
  query: figureQuerySchema,
  limit: { name: "figure", points: 30, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: picture("image/svg+xml"),
  handle: ({ params, query, viewer }) => getImportFigure(params.id, query, viewer),
});
