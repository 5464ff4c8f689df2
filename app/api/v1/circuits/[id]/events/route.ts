import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { eventsRoute } from "@/lib/computations/routes";

export const GET = eventsRoute(circuitComputation);
