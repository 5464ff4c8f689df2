import { z } from "zod";
import { getCircuitFigure } from "@/app/_figures/circuit-figure";
import { figureQuerySchema } from "@/app/_figures/figure-query";
import { picture } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A circuit as a figure for a paper, its fonts in it: SVG.",
  access: "anyone",
  params: idParams,
  query: figureQuerySchema.extend({
    finding: z.uuid().optional().describe("A finding about it, whose title and arrangement the figure has."),
  }),
  limit: { name: "figure", points: 30, perSeconds: 60 },
  problems: ["not-found", "gone", "conflict", "unprocessable"],
  answer: picture("image/svg+xml"),
  handle: ({ params, query, viewer }) => getCircuitFigure(params.id, query, viewer),
});
