import { cancelRoute } from "@/lib/computations/routes";
import { runComputation } from "@/lib/runs/run-computation";

export const POST = cancelRoute(runComputation);
