/*
 * The schemas of all that the browser is answered. Loaded with the first answer and not with a page: zod is a
 * quarter of what a first visit may cost.
 */
import "./without-eval";

export { askedAdoptionSchema } from "@/lib/adoptions/view";
export { apiKeyViewSchema, createdApiKeySchema } from "@/lib/api-keys/view";
export { attentionScoreViewSchema } from "@/lib/attention-scores/view";
export { exportedGraphSchema } from "@/lib/attribution-graphs/view";
export { createdBountySchema } from "@/lib/bounties/view";
export { enteredSchema } from "@/lib/bounty-entries/view";
export { causalCheckViewSchema } from "@/lib/causal-checks/view";
export { expansionSchema } from "@/lib/circuit-format/expansion";
export { createdCircuitSchema } from "@/lib/circuits/view";
export { createdCollectionSchema, createdItemSchema } from "@/lib/collections/view";
export {
  begunConversationSchema,
  commentHistorySchema,
  commentViewSchema,
  discussionSchema,
  madeCommentSchema,
  placedConversationSchema,
  revisedCommentSchema,
} from "@/lib/discussion/view";
export { requestedEvaluationSchema } from "@/lib/evaluations/view";
export { madeExperimentSchema, requestedResultSchema } from "@/lib/experiments/view";
export { familyReportSchema, madeFamilySchema } from "@/lib/families/view";
export { featureNewsSchema } from "@/lib/feature-page/view";
export { featureViewSchema } from "@/lib/features/view";
export { madeFeedSchema } from "@/lib/feeds/view";
export {
  createdFindingSchema,
  findingViewSchema,
  savedFindingSchema,
  writeUpPreviewSchema,
} from "@/lib/findings/view";
export { createdImportSchema } from "@/lib/imports/view";
export { interventionViewSchema } from "@/lib/interventions/view";
export { featureJudgementsSchema } from "@/lib/judgements/view";
export { importedLabelsSchema, undoneImportSchema } from "@/lib/label-files/view";
export { programScoreViewSchema } from "@/lib/label-programs/score/view";
export {
  keptLeasesSchema,
  markedSchema,
  revertedSittingSchema,
  takenLeaseSchema,
} from "@/lib/label-queue/view";
export { handSchema, nextToCheckSchema } from "@/lib/labels/checks/view";
export {
  featureLabelsSchema,
  labelHistorySchema,
  proposedLabelSchema,
  revisedLabelSchema,
} from "@/lib/labels/view";
export { foundTokensSchema } from "@/lib/models/view";
export { pageSchema } from "@/lib/paging/page";
export {
  changedPasswordSchema,
  claimedInvitationSchema,
  createdAccountSchema,
  profileSchema,
  sessionViewSchema,
} from "@/lib/people/view";
export {
  addedFeaturesSchema,
  createdProjectSchema,
  joinedSchema,
  madeInvitationSchema,
} from "@/lib/projects/view";
export { retraceViewSchema } from "@/lib/retraces/view";
export { createdRunSchema, runPositionViewSchema, tokenCountSchema } from "@/lib/runs/view";
export { createdSearchSchema } from "@/lib/saved-searches/saved-search-schemas";
export { foundSchema } from "@/lib/search/view";
export { ownVerificationViewSchema } from "@/lib/verifications/view";
export { savedViewSchema } from "@/lib/views/view";
export { madeWantedSchema } from "@/lib/wanted/wanted-schemas";
export { madeWebhookSchema, renewedSecretSchema } from "@/lib/webhooks/view";
export { circuitGraphSchema } from "./circuit-graph-frame";
