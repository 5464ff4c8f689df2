import { retryRoute } from "@/lib/computations/routes";
import { runComputation } from "@/lib/runs/run-computation";

export const POST = retryRoute(runComputation);
