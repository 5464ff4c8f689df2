import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { cancelRoute } from "@/lib/computations/routes";

export const POST = cancelRoute(circuitComputation);
