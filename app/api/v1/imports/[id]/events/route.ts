import { eventsRoute } from "@/lib/computations/routes";
import { importComputation } from "@/lib/imports/import-computation";

export const GET = eventsRoute(importComputation);
