import { adoptionComputation } from "@/lib/adoptions/adoption-computation";
import { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import { bundleComputation } from "@/lib/bundles/bundle-computation";
import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { counterpartsComputation } from "@/lib/counterparts/counterparts-computation";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";
import { expansionComputation } from "@/lib/expansions/expansion-computation";
import { headsComputation } from "@/lib/heads/heads-computation";
import { importComputation } from "@/lib/imports/import-computation";
import { assemblyComputation } from "@/lib/indices/assembly-computation";
import { indexComputation } from "@/lib/indices/index-computation";
import { interventionComputation } from "@/lib/interventions/intervention-computation";
import { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";
import { runComputation } from "@/lib/runs/run-computation";
import { starterComputation } from "@/lib/starter-content/starter-computation";
import { verificationComputation } from "@/lib/verifications/verification-computation";
import type { Bench } from "./context";
import { adoptionHandler } from "./handlers/adoption";
import { assemblyHandler } from "./handlers/assembly";
import { attentionScoreHandler } from "./handlers/attention-score";
import { bundleHandler } from "./handlers/bundle";
import { causalCheckHandler } from "./handlers/causal-check";
import { circuitHandler } from "./handlers/circuit";
import { counterpartsHandler } from "./handlers/counterparts";
import { evaluationHandler } from "./handlers/evaluation";
import { expansionHandler } from "./handlers/expansion";
import { featureIndexHandler } from "./handlers/feature-index";
import { headsHandler } from "./handlers/heads";
import { importHandler } from "./handlers/import";
import { interventionHandler } from "./handlers/intervention";
import { programScoreHandler } from "./handlers/program-score";
import { runHandler } from "./handlers/run";
import { starterFindingHandler } from "./handlers/starter-finding";
import { verificationHandler } from "./handlers/verification";

/** Every kind of computation and who does it. */
export const benches: readonly Bench[] = [
  { computation: runComputation, handler: runHandler },
  { computation: circuitComputation, handler: circuitHandler },
  { computation: expansionComputation, handler: expansionHandler },
  { computation: evaluationComputation, handler: evaluationHandler },
  { computation: verificationComputation, handler: verificationHandler },
  { computation: causalCheckComputation, handler: causalCheckHandler },
  { computation: counterpartsComputation, handler: counterpartsHandler },
  { computation: attentionScoreComputation, handler: attentionScoreHandler },
  { computation: interventionComputation, handler: interventionHandler },
  { computation: programScoreComputation, handler: programScoreHandler },
  { computation: importComputation, handler: importHandler },
  { computation: indexComputation, handler: featureIndexHandler },
  { computation: bundleComputation, handler: bundleHandler },
  { computation: headsComputation, handler: headsHandler },
  { computation: assemblyComputation, handler: assemblyHandler },
  { computation: adoptionComputation, handler: adoptionHandler },
  { computation: starterComputation, handler: starterFindingHandler },
];
