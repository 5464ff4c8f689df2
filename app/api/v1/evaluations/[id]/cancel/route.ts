import { cancelRoute } from "@/lib/computations/routes";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";

export const POST = cancelRoute(evaluationComputation);
