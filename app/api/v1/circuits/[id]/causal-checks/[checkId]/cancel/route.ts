import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { cancelRoute } from "@/lib/computations/routes";

export const POST = cancelRoute(causalCheckComputation);
