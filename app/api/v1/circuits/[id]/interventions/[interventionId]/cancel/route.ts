import { cancelRoute } from "@/lib/computations/routes";
import { interventionComputation } from "@/lib/interventions/intervention-computation";

export const POST = cancelRoute(interventionComputation);
