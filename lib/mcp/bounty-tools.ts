import type { McpTool } from "./mcp-tool";

const bounty = "bounties-slug";
const bountyPage = "/bounties/{slug}";
const entryPage = `${bountyPage}/entries/{id}`;
const outcomePage = `${bountyPage}/outcome`;
const confirms = `get-${bounty}`;

/**
 * A bounty's whole path, for who enters, judges and leads one. What stays sealed, or a draft, is done as it is asked for; what everybody is
 * shown or what is never taken back is confirmed by the bounty's title. What is entered its person wrote.
 */
export const bountyTools: readonly McpTool[] = [
  { name: "find_bounties", operation: "get-bounties", page: "/bounties" },
  { name: "read_bounty", operation: `get-${bounty}`, page: bountyPage },
  {
    name: "enter_bounty",
    operation: `post-${bounty}-entries`,
    hint: "To mend an entry is to enter its finding again. Then read_entry says rule by rule what to change.",
    page: entryPage,
  },
  {
    name: "find_entries",
    operation: `get-${bounty}-entries`,
    page: bountyPage,
  },
  {
    name: "read_entry",
    operation: `get-${bounty}-entries-id`,
    hint: "Its report says of each rule whether it passed, and what to change.",
    page: entryPage,
  },
  {
    name: "confirm_entry",
    operation: `post-${bounty}-entries-id-confirmation`,
    hint: "Only where the person says so: it is not taken back.",
    page: entryPage,
  },
  { name: "withdraw_entry", operation: `post-${bounty}-entries-id-withdrawal`, page: entryPage },
  {
    name: "read_judging",
    operation: `get-${bounty}-judging`,
    hint: "What was given to you to score, as one of its judges.",
    page: `${bountyPage}/judge`,
  },
  {
    name: "score_entry",
    operation: `put-${bounty}-entries-id-scores`,
    hint: "read_bounty has the rubric, in whose order scores are.",
    page: entryPage,
  },
  {
    name: "declare_conflict",
    operation: `post-${bounty}-entries-id-conflict`,
    hint: "Only where the person says so: it is not taken back.",
    page: entryPage,
  },
  { name: "read_scores", operation: `get-${bounty}-entries-id-scores`, page: entryPage },
  { name: "read_outcome", operation: `get-${bounty}-outcome`, page: outcomePage },
  { name: "read_own_ledger", operation: "get-me-ledger", page: "/settings/ledger" },
  {
    name: "read_terms",
    operation: `get-${bounty}-terms`,
    hint: "With its rules as begin_bounty and change_bounty take them.",
    page: bountyPage,
  },
  {
    name: "watch_bounty",
    operation: `put-${bounty}-watch`,
    hint: "The person is told, and read_notifications has it.",
    page: bountyPage,
  },
  { name: "unwatch_bounty", operation: `delete-${bounty}-watch`, page: bountyPage },
  { name: "find_commitments", operation: `get-${bounty}-entries-commitments`, page: bountyPage },
  { name: "read_ledger", operation: `get-${bounty}-ledger`, page: `${bountyPage}/ledger` },
  {
    name: "appeal",
    operation: `post-${bounty}-entries-id-appeal`,
    hint: "In the person's own words.",
    page: outcomePage,
    confirms,
  },
  {
    name: "reply_to_offer",
    operation: `post-${bounty}-entries-id-reply`,
    hint: "Only as the person says.",
    page: outcomePage,
    confirms,
  },
  {
    name: "begin_bounty",
    operation: "post-bounties",
    hint: "Then the person looks at it, and open_bounty makes it public.",
    page: bountyPage,
  },
  {
    name: "change_bounty",
    operation: `put-${bounty}`,
    hint: "All of it is said anew: what is left out is as if it had never been said. `confirm` is the title that it has, not the new one.",
    page: bountyPage,
    confirms,
  },
  {
    name: "delete_draft_bounty",
    operation: `delete-${bounty}`,
    hint: "Of one that was open, cancel_bounty.",
    page: "/bounties",
    confirms,
  },
  { name: "open_bounty", operation: `post-${bounty}-opening`, page: bountyPage, confirms },
  { name: "postpone_bounty", operation: `put-${bounty}-deadline`, page: bountyPage, confirms },
  { name: "cancel_bounty", operation: `post-${bounty}-cancellation`, page: bountyPage, confirms },
  { name: "name_judge", operation: `post-${bounty}-judges`, page: bountyPage, confirms },
  { name: "excuse_judge", operation: `delete-${bounty}-judges-handle`, page: bountyPage, confirms },
  {
    name: "remark_to_judges",
    operation: `post-${bounty}-remarks`,
    page: `${bountyPage}/judge`,
    confirms,
  },
  {
    name: "rule_on_entry",
    operation: `post-${bounty}-entries-id-ruling`,
    hint: "With the reason that the person gives.",
    page: entryPage,
    confirms,
  },
  {
    name: "rank_bounty",
    operation: `post-${bounty}-ranking`,
    hint: "`number` is that of the newest result in read_outcome, 0 where there is none.",
    page: outcomePage,
    confirms,
  },
  {
    name: "answer_appeal",
    operation: `put-${bounty}-entries-id-appeal`,
    hint: "With the answer that the person gives.",
    page: outcomePage,
    confirms,
  },
  { name: "award_bounty", operation: `post-${bounty}-award`, page: outcomePage, confirms },
  { name: "correct_award", operation: `post-${bounty}-corrections`, page: outcomePage, confirms },
  {
    name: "record_payment",
    operation: `post-${bounty}-payments`,
    hint: "read_ledger has the line of the award.",
    page: `${bountyPage}/ledger`,
    confirms,
  },
];
