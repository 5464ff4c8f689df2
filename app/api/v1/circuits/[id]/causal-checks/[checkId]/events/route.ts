import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { eventsRoute } from "@/lib/computations/routes";

export const GET = eventsRoute(causalCheckComputation);
