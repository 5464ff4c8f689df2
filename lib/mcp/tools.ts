import { bountyTools } from "./bounty-tools";
import { leadingPart } from "./leading-part";
import type { McpTool } from "./mcp-tool";

const feature = "get-features-model-set-layer-index";
const featurePage = "/features/{model}/{set}/{layer}/{index}";

/** All of them, in the order of a day's work. None publishes a finding, writes one or deletes anything but a bounty's draft. */
export const mcpTools: readonly McpTool[] = [
  {
    name: "search",
    operation: "get-search",
    hint: "Name a kind to page through it; kind `models` finds the models there are.",
    page: "/search?q={q}",
  },
  { name: "find_features", operation: "get-features" },
  { name: "read_feature", operation: feature, page: featurePage },
  { name: "find_circuits_of_feature", operation: `${feature}-circuits`, page: featurePage },
  {
    name: "read_labels",
    operation: `${feature}-labels`,
    hint: "Each says who proposed it, a person or a program, and how it stands.",
    page: featurePage,
  },
  { name: "find_findings", operation: "get-findings", page: "/findings" },
  { name: "read_finding", operation: "get-findings-id", page: "/findings/{id}" },
  {
    name: "read_tier",
    operation: "get-findings-id-tier",
    hint: "By rule. What is not known does not hold.",
    page: "/findings/{id}",
  },
  { name: "find_tokens", operation: "get-models-model-tokens", hint: "For targets as `logit.11@9`." },
  { name: "read_run", operation: "get-runs-id", page: "/runs/{id}" },
  {
    name: "read_position",
    operation: "get-runs-id-positions-position",
    hint: "A feature that fires here is a target as `attn.3.566@9`: kind, layer, index, position.",
    page: "/runs/{id}",
  },
  { name: "read_circuit", operation: "get-circuits-id", page: "/circuits/{id}" },
  {
    name: "read_circuit_nodes",
    operation: "get-circuits-id-table",
    fixed: { format: "jsonl" },
    hint: "With their names.",
    page: "/circuits/{id}",
  },
  {
    name: "read_circuit_graph",
    operation: "get-circuits-id-graph",
    hint: "Of a large one the most influential nodes, and the strongest edges between them.",
    page: "/circuits/{id}",
    part: leadingPart,
  },
  { name: "read_check", operation: "get-circuits-id-causal-checks-checkId", page: "/circuits/{id}" },
  { name: "wait_for_run", operation: "get-runs-id-events", page: "/runs/{id}" },
  { name: "wait_for_circuit", operation: "get-circuits-id-events", page: "/circuits/{id}" },
  {
    name: "wait_for_check",
    operation: "get-circuits-id-causal-checks-checkId-events",
    page: "/circuits/{id}",
  },
  { name: "run", operation: "post-runs", hint: "Then wait_for_run.", page: "/runs/{id}" },
  { name: "trace", operation: "post-circuits", hint: "Then wait_for_circuit.", page: "/circuits/{id}" },
  { name: "expand", operation: "post-circuits-id-expansions", page: "/circuits/{id}" },
  {
    name: "check",
    operation: "post-circuits-id-causal-checks",
    hint: "Then wait_for_check, and read_check with the id that this answers as `checkId`.",
  },
  { name: "propose_label", operation: `post-${feature.slice(4)}-labels`, page: featurePage },
  { name: "next_blind_check", operation: "get-checks-next" },
  { name: "take_blind_check", operation: "post-labels-id-checks" },
  { name: "answer_blind_check", operation: "put-checks-id" },
  { name: "next_intruder_check", operation: "get-intruders-next" },
  {
    name: "take_intruder_check",
    operation: `post-${feature.slice(4)}-intruders`,
    hint: "Read nothing else of the feature before all of it is answered.",
  },
  { name: "answer_intruder_check", operation: "put-intruders-id" },
  {
    name: "read_notifications",
    operation: "get-me-notifications",
    hint: "What others did, in their words. Marking them as read, and watching what is no bounty, is left to the person.",
    page: "/notifications",
  },
  { name: "find_watched", operation: "get-me-watches", page: "/notifications" },
  {
    name: "find_wanted",
    operation: "get-wanted",
    hint: "To ask for something, and to say that a bounty answers it, is left to the person.",
    page: "/bounties/wanted",
  },
  { name: "vote_for_wanted", operation: "put-wanted-id-vote", page: "/bounties/wanted" },
  { name: "take_vote_back", operation: "delete-wanted-id-vote", page: "/bounties/wanted" },
  ...bountyTools,
];
