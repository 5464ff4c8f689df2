import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { retryRoute } from "@/lib/computations/routes";

export const POST = retryRoute(circuitComputation);
