/** What becomes of rows when their person's account is deleted. */
type AtDeletion =
  /** They go. */
  | "go"
  /** They stay, and say no more whose they are. */
  | "lose the name"
  /** They stay under the account, which is nobody's by then and is called a deleted account. */
  | "stay"
  /** They follow what they are part of. */
  | "follow";

export interface OwnRows {
  table: string;
  /** Which rows name the person, whose id is `$1`. */
  where: string;
  /** The column that names them; none where rows are part of others that do. */
  column?: string;
  atDeletion: AtDeletion;
  /** Columns that are not told: secrets, what was computed and is public, and what would tell an open hand's answers. */
  without?: readonly string[];
}

const by = (
  table: string,
  column: string,
  atDeletion: AtDeletion,
  without: readonly string[] = [],
): OwnRows => ({
  ...{ table, column, atDeletion, without },
  where: `"${column}" = $1::uuid`,
});

const partOf = (
  table: string,
  key: string,
  parent: string,
  owner: string,
  without: readonly string[] = [],
): OwnRows => ({
  ...{ table, atDeletion: "follow", without },
  where: `"${key}" in (select id from "${parent}" where "${owner}" = $1::uuid)`,
});

/** What an answer to one text of an open hand is logged with would tell the answers to its others. */
const toldOnceDone: OwnRows = {
  ...by("LabelEvent", "actorId", "stay"),
  where: `"actorId" = $1::uuid and not (kind = 'answered'
    and ("labelId", (data->>'wording')::int, coalesce((data->>'byProgram')::boolean, false)) in (
      select "labelId", wording, "byProgram" from "LabelCheck" where "raterId" = $1::uuid and "answeredAt" is null))
    and not (kind = 'pinpointed'
    and ("labelId", (data->>'wording')::int, coalesce((data->>'byProgram')::boolean, false)) in (
      select "labelId", wording, "byProgram" from "PinpointCheck" where "raterId" = $1::uuid and "answeredAt" is null))`,
};

/** What Markdown was rendered to, which stands beside it. */
const rendered = ["writeUp"];

/**
 * Every table that names a person, by the column that does, so that an export has all of it and a deletion forgets none: a test reads
 * the schema beside it.
 */
export const ownRows: readonly OwnRows[] = [
  by("User", "id", "stay", ["passwordHash"]),
  by("Account", "userId", "go"),
  by("Session", "userId", "go", ["secretHash"]),
  by("SignInPlace", "userId", "go", ["placeHash"]),
  by("Presence", "personId", "go"),
  by("ApiKey", "userId", "go", ["secretHash"]),
  by("IdempotentRequest", "userId", "go", ["keyHash", "fingerprint", "headers", "body"]),
  by("FeedSecret", "userId", "go", ["secretHash"]),
  by("Invitation", "claimedById", "lose the name", ["codeHash"]),
  by("Run", "requesterId", "lose the name", ["features", "predictions", "tokenIds", "tokenTexts"]),
  by("Circuit", "requesterId", "lose the name", ["graph", "nodes", "picture", "structure"]),
  by("Job", "requesterId", "lose the name"),
  by("Retrace", "requesterId", "go", ["secretHash"]),
  by("SavedView", "ownerId", "go"),
  by("SavedSearch", "ownerId", "go", ["seenFeatures"]),
  // Megabytes each: its own address gives a circuit to its owner.
  by("ImportedCircuit", "ownerId", "go", ["source", "graph", "report"]),
  by("Collection", "ownerId", "go", rendered),
  partOf("CollectionItem", "collectionId", "Collection", "ownerId"),
  by("Family", "ownerId", "go"),
  partOf("FamilyVersion", "familyId", "Family", "ownerId"),
  by("Experiment", "ownerId", "go"),
  // Its own address gives each result.
  partOf("ExperimentResult", "experimentId", "Experiment", "ownerId", ["result"]),
  by("Project", "creatorId", "stay", rendered),
  by("ProjectMember", "memberId", "go"),
  by("ProjectInvitation", "inviteeId", "go", ["secretHash"]),
  by("ProjectInvitation", "createdById", "lose the name", ["secretHash"]),
  by("TakenAlong", "readerId", "go"),
  by("Bounty", "sponsorId", "stay", rendered),
  by("BountyJudge", "judgeId", "stay"),
  by("BountyEvent", "actorId", "stay"),
  by("BountyEntry", "entrantId", "stay"),
  // What was entered is the finding, which stands above.
  partOf("EntryVersion", "entryId", "BountyEntry", "entrantId", ["file", "facts", "report"]),
  by("EntryMember", "memberId", "stay"),
  by("EntryAssignment", "judgeId", "stay"),
  by("JudgeRemark", "authorId", "stay"),
  by("EntryRuling", "actorId", "stay"),
  by("EntryAppeal", "authorId", "stay"),
  by("EntryAppeal", "answererId", "stay"),
  by("EntryReply", "authorId", "stay"),
  by("BountyResult", "actorId", "stay", ["document"]),
  by("LedgerLine", "personId", "stay"),
  by("LedgerLine", "actorId", "stay"),
  by("Finding", "authorId", "stay"),
  partOf("FindingRevision", "findingId", "Finding", "authorId", rendered),
  partOf("FindingVersion", "findingId", "Finding", "authorId"),
  by("Label", "authorId", "stay", rendered),
  partOf("LabelRevision", "labelId", "Label", "authorId", rendered),
  by("LabelVote", "voterId", "stay"),
  by("LabelCheck", "raterId", "stay", ["fires", "stratum", "probability", "seed", "goldId"]),
  by("PinpointCheck", "raterId", "stay", ["position", "band", "windows", "probability", "seed"]),
  by("IntruderQuestion", "raterId", "stay", ["intruder", "isNear", "band", "windows", "seed"]),
  partOf("IntruderText", "questionId", "IntruderQuestion", "raterId", ["position", "probability"]),
  by("GoldItem", "pickerId", "stay", ["fires", "stratum"]),
  by("GoldDispute", "disputerId", "go", ["settledById"]),
  by("GoldDispute", "settledById", "lose the name", ["disputerId"]),
  by("RaterRates", "raterId", "go"),
  toldOnceDone,
  by("Watch", "memberId", "go"),
  // The title is in others' words, and when another has read is theirs.
  by("Notification", "memberId", "go", ["actorId", "title"]),
  by("Digest", "memberId", "go", ["secretHash"]),
  by("WantedItem", "askerId", "go"),
  by("WantedVote", "voterId", "go"),
  by("Webhook", "ownerId", "go", ["secret"]),
  partOf("WebhookDelivery", "webhookId", "Webhook", "ownerId"),
  by("Notification", "actorId", "lose the name", ["memberId", "readAt"]),
  by("Conversation", "startedById", "stay"),
  by("Conversation", "resolvedById", "stay"),
  by("Comment", "authorId", "stay", rendered),
  partOf("CommentRevision", "commentId", "Comment", "authorId"),
  by("LabelImport", "importerId", "lose the name"),
  by("Adoption", "adopterId", "lose the name"),
  by("Judgement", "judgeId", "stay"),
  by("JudgementEvent", "actorId", "stay"),
  by("LabelSitting", "memberId", "go"),
  partOf("QueueVisit", "sittingId", "LabelSitting", "memberId"),
  partOf("QueueMark", "sittingId", "LabelSitting", "memberId"),
  by("ModerationAct", "personId", "stay", ["actorId"]),
  by("ModerationAct", "actorId", "stay"),
  by("Report", "reporterId", "go", ["claimedById"]),
  by("Report", "claimedById", "lose the name", ["reporterId"]),
];
