import { eventsRoute } from "@/lib/computations/routes";
import { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";

export const GET = eventsRoute(programScoreComputation);
