import { retryRoute } from "@/lib/computations/routes";
import { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";

export const POST = retryRoute(programScoreComputation);
