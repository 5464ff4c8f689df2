import { eventsRoute } from "@/lib/computations/routes";
import { resultComputation } from "@/lib/experiments/result-computation";

export const GET = eventsRoute(resultComputation);
