import { cancelRoute } from "@/lib/computations/routes";
import { resultComputation } from "@/lib/experiments/result-computation";

export const POST = cancelRoute(resultComputation);
