import { z } from "zod";
import { loadApiDocument } from "@/app/api/load-api-document";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary: "This document: OpenAPI 3.1, made from the routes themselves.",
  access: "anyone",
  answer: json(z.looseObject({ openapi: z.string() })),
  handle: async () => ({ ...(await loadApiDocument()) }),
});
