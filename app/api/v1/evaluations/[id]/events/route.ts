import { eventsRoute } from "@/lib/computations/routes";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";

export const GET = eventsRoute(evaluationComputation);
