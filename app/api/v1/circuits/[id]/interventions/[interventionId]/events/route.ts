import { eventsRoute } from "@/lib/computations/routes";
import { interventionComputation } from "@/lib/interventions/intervention-computation";

export const GET = eventsRoute(interventionComputation);
