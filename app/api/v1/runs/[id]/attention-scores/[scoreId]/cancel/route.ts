import { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import { cancelRoute } from "@/lib/computations/routes";

export const POST = cancelRoute(attentionScoreComputation);
