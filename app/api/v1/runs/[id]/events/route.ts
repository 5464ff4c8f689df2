import { eventsRoute } from "@/lib/computations/routes";
import { runComputation } from "@/lib/runs/run-computation";

export const GET = eventsRoute(runComputation);
