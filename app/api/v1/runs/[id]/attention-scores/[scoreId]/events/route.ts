import { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import { eventsRoute } from "@/lib/computations/routes";

export const GET = eventsRoute(attentionScoreComputation);
