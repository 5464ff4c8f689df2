import { featurePath } from "@/lib/features/feature-address";
import type { Worst } from "./fill";
import { wide } from "./models";

const absent = "00000000-0000-7000-8000-000000000000";

/** What an address may hold of a view: servers refuse longer ones. */
const longestState = 6_000;

/** The addresses of each page that are to be measured, by where its folder stands. */
export function pageAddresses(worst: Worst): Record<string, string[]> {
  const { circuits, finding, fork, imports, run, view } = worst;
  const state = worst.state.slice(0, longestState);
  return {
    "/": ["/"],
    "/circuits": [
      "/circuits",
      `/circuits?sort=completeness&tag=${"a".repeat(6_000)}`,
      `/circuits?${Array.from({ length: 300 }, (_, n) => `tag=${n}`).join("&")}`,
    ],
    "/circuits/[id]": [
      `/circuits/${circuits.largest}?saved=${view}`,
      `/circuits/${circuits.compared}?view=${state}&node=${"a".repeat(2_000)}`,
    ],
    "/circuits/[id]/alike": [`/circuits/${circuits.largest}/alike`],
    "/circuits/compare": [
      `/circuits/compare?a=${circuits.compared}&b=${circuits.comparedToo}`,
      `/circuits/compare?a=${circuits.compared}&b=${circuits.imported}&show=left`,
      `/circuits/compare?a=${circuits.largest}&b=${circuits.largest}`,
    ],
    "/collections": ["/collections", `/collections?by=${"a".repeat(6_000)}`],
    "/collections/[id]": [`/collections/${worst.collection}`, `/collections/${worst.collection}?items=9980`],
    "/collections/[id]/edit": [`/collections/${worst.collection}/edit`],
    "/evaluations/new": [
      `/evaluations/new?circuit=${worst.circuits.largest}`,
      `/evaluations/new?circuit=${worst.circuits.largest}&family=${worst.family}&q=${"a".repeat(6_000)}`,
    ],
    "/evaluations/[id]": [`/evaluations/${worst.evaluation}`, `/evaluations/${worst.evaluation}?prompts=160`],
    "/experiments": ["/experiments", `/experiments?q=${"a%20".repeat(2_000)}&by=${"a".repeat(6_000)}`],
    "/experiments/new": [
      "/experiments/new",
      `/experiments/new?fork=${worst.experiment}`,
      `/experiments/new?family=${worst.family}&version=1`,
    ],
    "/experiments/[id]": [
      `/experiments/${worst.experiment}`,
      `/experiments/${worst.experiment}?result=50&conditions=160`,
    ],
    "/families": ["/families", `/families?q=${"a%20".repeat(2_000)}&by=${"a".repeat(6_000)}`],
    "/families/new": ["/families/new", `/families/new?fork=${worst.family}`],
    "/families/[id]": [
      `/families/${worst.family}?prompt=1`,
      `/families/${worst.family}?prompts=992&rule=${"a".repeat(6_000)}`,
    ],
    "/families/[id]/edit": [`/families/${worst.family}/edit`],
    "/bounties": ["/bounties", `/bounties?only=${"a".repeat(6_000)}`],
    "/bounties/new": ["/bounties/new"],
    "/bounties/wanted": ["/bounties/wanted", `/bounties/wanted?q=${"a%20".repeat(2_000)}`],
    "/bounties/[slug]": [`/bounties/${worst.bounty}`],
    "/bounties/[slug]/edit": [`/bounties/${worst.bounty}/edit`],
    "/bounties/[slug]/enter": [`/bounties/${worst.entry.slug}/enter`],
    "/bounties/[slug]/entries/[id]": [`/bounties/${worst.entry.slug}/entries/${worst.entry.id}`],
    "/bounties/[slug]/judge": [`/bounties/${worst.judged.slug}/judge`],
    "/bounties/[slug]/ledger": [`/bounties/${worst.bounty}/ledger`],
    "/bounties/[slug]/outcome": [
      `/bounties/${worst.judged.slug}/outcome`,
      `/bounties/${worst.judged.slug}/outcome?from=401`,
    ],
    "/projects": ["/projects", `/projects?only=${"a".repeat(6_000)}`],
    "/projects/new": ["/projects/new"],
    "/projects/[slug]": [`/projects/${worst.project}`],
    "/projects/[slug]/edit": [`/projects/${worst.project}/edit`],
    "/collections/mine": [`/collections/mine?finding=${worst.finding}`],
    "/conversations/[id]": [`/conversations/${worst.conversation}`],
    "/data": ["/data"],
    "/data/labels": ["/data/labels"],
    "/docs": ["/docs"],
    "/docs/[page]": ["/docs/circuits", "/docs/checks"],
    "/docs/api": ["/docs/api"],
    "/docs/glossary": ["/docs/glossary"],
    "/embed/[id]": [`/embed/${finding}`],
    "/features": ["/features", `/features?q=${"a%20".repeat(50)}`, "/features?sort=strongest"],
    "/features/[model]/[set]/[layer]/[index]": [
      `${featurePath(worst.feature)}?length=whole`,
      `${featurePath(worst.feature)}?length=more&band=5&beside=attn.0.1&run=${run}`,
    ],
    "/findings/[id]": [`/findings/${finding}`, `/findings/${fork}`],
    "/findings/[id]/edit": [`/findings/${finding}/edit`],
    "/findings/[id]/history": [`/findings/${finding}/history`],
    "/findings/[id]/publish": [`/findings/${fork}/publish`],
    "/findings/[id]/versions/[version]": [`/findings/${finding}/versions/1`, `/findings/${fork}/versions/1`],
    "/findings/new": [`/findings/new?circuit=${circuits.largest}&view=${state}`],
    "/imports": ["/imports"],
    "/imports/[id]": [...Object.values(imports), worst.unreadImport].map((id) => `/imports/${id}`),
    "/label": [`/label?label=${worst.label}`, "/label"],
    "/label/sittings": ["/label/sittings", `/label/sittings?of=${"a".repeat(6_000)}`],
    "/moderation": ["/moderation"],
    "/moderation/[kind]/[id]": [`/moderation/finding/${finding}`, `/moderation/label/${worst.label}`],
    "/moderation/adoptions": ["/moderation/adoptions"],
    "/moderation/label-imports": ["/moderation/label-imports"],
    "/moderation/gold": ["/moderation/gold"],
    "/moderation/log": ["/moderation/log", `/moderation/log?by=${"a".repeat(6_000)}`],
    "/report": [`/report?kind=finding&id=${finding}`, `/report?kind=label&id=${worst.label}`],
    "/models": ["/models"],
    "/notifications": ["/notifications"],
    "/unsubscribe": [`/unsubscribe?secret=${"a".repeat(6_000)}`],
    "/models/[model]": [`/models/${wide.name}`],
    "/models/[model]/heads": [`/models/${wide.name}/heads`],
    "/models/[model]/heads/[head]": [`/models/${wide.name}/heads/0.0`],
    "/runs/[id]": [run, ...worst.unreadyRuns].map((id) => `/runs/${id}?token=1023`),
    "/search": [
      `/search?q=${"a%20".repeat(100)}`,
      `/search?q=${encodeURIComponent(`"${"the ".repeat(90)}"`)}`,
      `/search?q=${"%E4%B8%AD".repeat(100)}`,
    ],
    "/search/activation": [
      `/search/activation?run=${run}&${Array.from({ length: 32 }, (_, n) => `at=${n}`).join("&")}`,
      `/search/activation?run=${run}&${Array.from({ length: 400 }, (_, n) => `at=${n}`).join("&")}`,
    ],
    "/search/structure": [
      `/search/structure?has=${"a%20".repeat(2_000)}&path=${"attention,".repeat(600)}&starts=${"a".repeat(2_000)}`,
      `/search/structure?${Array.from({ length: 300 }, (_, n) => `starts=${n}`).join("&")}`,
    ],
    "/searches": [
      "/searches",
      `/searches?save=catalogue&query=${encodeURIComponent("tag=a&".repeat(1_000))}`,
    ],
    "/settings": ["/settings"],
    "/settings/ledger": ["/settings/ledger"],
    "/settings/webhooks": ["/settings/webhooks"],
    "/settings/webhooks/[id]": [`/settings/webhooks/${worst.webhook}`],
    "/sign-in": [`/sign-in?callbackUrl=${encodeURIComponent(`/${"<".repeat(2_000)}`)}`],
    "/sign-up": ["/sign-up"],
    "/users": ["/users"],
    "/users/[handle]": [`/users/${worst.person.handle}`],
  };
}

/** The same of each GET route. */
export function routeAddresses(worst: Worst): Record<string, string[]> {
  const { circuits, imports } = worst;
  const v1 = "/api/v1";
  const circuit = `${v1}/circuits/${circuits.largest}`;
  const feature = v1 + featurePath(worst.feature);
  const all = Object.values(imports).map((id) => `${v1}/imports/${id}`);
  return {
    [`${v1}/circuits/[id]`]: [circuit],
    [`${v1}/people/leaderboards`]: [`${v1}/people/leaderboards`],
    [`${v1}/comments/[id]/history`]: [`${v1}/comments/${worst.comment}/history`],
    [`${v1}/conversations/[id]`]: [`${v1}/conversations/${worst.conversation}`],
    [`${v1}/conversations/[id]/comments`]: [`${v1}/conversations/${worst.conversation}/comments`],
    [`${v1}/conversations/[id]/events`]: [`${v1}/conversations/${worst.conversation}/events`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/conversations`]: [`${feature}/conversations`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/conversations/events`]: [
      `${feature}/conversations/events`,
    ],
    [`${v1}/findings/[id]/conversations`]: [`${v1}/findings/${worst.finding}/conversations`],
    [`${v1}/findings/[id]/conversations/events`]: [`${v1}/findings/${worst.finding}/conversations/events`],
    [`${v1}/me/notifications`]: [`${v1}/me/notifications`],
    [`${v1}/me/watches`]: [`${v1}/me/watches`],
    [`${v1}/label-scores`]: [`${v1}/label-scores`],
    [`${v1}/label-scores/table`]: [`${v1}/label-scores/table?format=jsonl`],
    [`${v1}/bundles`]: [`${v1}/bundles`],
    [`${v1}/bundles/[id]`]: [`${v1}/bundles/${absent}`],
    [`${v1}/bundles/[id]/files/[file]`]: [`${v1}/bundles/${absent}/files/features.parquet`],
    [`${v1}/circuits/[id]/alike`]: [`${circuit}/alike`],
    [`${v1}/circuits/[id]/attribution-graph`]: [
      `${circuit}/attribution-graph`,
      `${v1}/circuits/${circuits.compared}/attribution-graph`,
    ],
    [`${v1}/circuits/[id]/causal-checks/[checkId]`]: worst.checks.map(
      (id) => `${circuit}/causal-checks/${id}`,
    ),
    [`${v1}/circuits/[id]/causal-checks/[checkId]/events`]: [
      `${circuit}/causal-checks/${worst.checks[0]}/events`,
    ],
    [`${v1}/circuits/[id]/events`]: [`${circuit}/events`],
    [`${v1}/circuits/[id]/expansions/[nodeId]/events`]: [`${circuit}/expansions/attn.11.0@1023/events`],
    [`${v1}/circuits/[id]/figure`]: [
      `${circuit}/figure?width=wide`,
      `${v1}/circuits/${circuits.compared}/figure?view=${worst.state.slice(0, longestState)}&finding=${worst.finding}`,
    ],
    [`${v1}/circuits/[id]/preview`]: [`${circuit}/preview`, `${v1}/circuits/${circuits.compared}/preview`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/preview`]: [`${feature}/preview`],
    [`${v1}/findings/[id]/preview`]: [`${v1}/findings/${worst.finding}/preview`],
    [`${v1}/imports/[id]/figure`]: all.map((address) => `${address}/figure?width=wide`),
    [`${v1}/runs/[id]/preview`]: [`${v1}/runs/${worst.run}/preview`],
    [`${v1}/circuits/[id]/graph`]: [`${circuit}/graph`, `${v1}/circuits/${circuits.compared}/graph`],
    [`${v1}/circuits/[id]/interventions/[interventionId]`]: [
      `${circuit}/interventions/${worst.intervention}`,
    ],
    [`${v1}/circuits/[id]/interventions/[interventionId]/events`]: [
      `${circuit}/interventions/${worst.intervention}/events`,
    ],
    [`${v1}/circuits/[id]/verifications/[verificationId]`]: [
      `${circuit}/verifications/${worst.verification}`,
    ],
    [`${v1}/circuits/[id]/verifications/[verificationId]/events`]: [
      `${circuit}/verifications/${worst.verification}/events`,
    ],
    [`${v1}/circuits/[id]/views`]: [`${circuit}/views?limit=100`],
    [`${v1}/features`]: [`${v1}/features?limit=100`],
    [`${v1}/features/[model]/[set]/[layer]/[index]`]: [`${feature}?length=whole&limit=200`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/circuits`]: [`${feature}/circuits?limit=20`],
    [`${v1}/circuits/[id]/table`]: [
      `${circuit}/table`,
      `${v1}/circuits/${circuits.compared}/table?format=jsonl`,
    ],
    [`${v1}/collections`]: [`${v1}/collections?limit=100`],
    [`${v1}/collections/[id]`]: [`${v1}/collections/${worst.collection}`],
    [`${v1}/collections/[id]/items`]: [`${v1}/collections/${worst.collection}/items?limit=50`],
    [`${v1}/collections/[id]/table`]: [
      `${v1}/collections/${worst.collection}/table`,
      `${v1}/collections/${worst.collection}/table?format=jsonl`,
    ],
    [`${v1}/bounties`]: [`${v1}/bounties?limit=100`],
    [`${v1}/bounties/[slug]`]: [`${v1}/bounties/${worst.bounty}`],
    [`${v1}/bounties/[slug]/entries`]: [`${v1}/bounties/${worst.entry.slug}/entries?limit=100`],
    [`${v1}/bounties/[slug]/entries/commitments`]: [`${v1}/bounties/${worst.entry.slug}/entries/commitments`],
    [`${v1}/bounties/[slug]/entries/[id]`]: [`${v1}/bounties/${worst.entry.slug}/entries/${worst.entry.id}`],
    [`${v1}/bounties/[slug]/entries/[id]/file`]: [
      `${v1}/bounties/${worst.entry.slug}/entries/${worst.entry.id}/file`,
    ],
    [`${v1}/bounties/[slug]/entries/[id]/scores`]: [
      `${v1}/bounties/${worst.judged.slug}/entries/${worst.judged.id}/scores`,
    ],
    [`${v1}/bounties/[slug]/judging`]: [`${v1}/bounties/${worst.judged.slug}/judging`],
    [`${v1}/bounties/[slug]/outcome`]: [`${v1}/bounties/${worst.judged.slug}/outcome`],
    [`${v1}/bounties/[slug]/results/[number]`]: [`${v1}/bounties/${worst.judged.slug}/results/1`],
    [`${v1}/bounties/[slug]/preview`]: [`${v1}/bounties/${worst.bounty}/preview`],
    [`${v1}/bounties/[slug]/ledger`]: [`${v1}/bounties/${worst.bounty}/ledger?limit=100`],
    [`${v1}/bounties/[slug]/ledger/table`]: [`${v1}/bounties/${worst.bounty}/ledger/table?format=jsonl`],
    [`${v1}/bounties/[slug]/terms`]: [`${v1}/bounties/${worst.bounty}/terms`],
    [`${v1}/unsubscriptions`]: [`${v1}/unsubscriptions?secret=${"a".repeat(100)}`],
    [`${v1}/projects`]: [`${v1}/projects?limit=100`],
    [`${v1}/projects/[slug]`]: [`${v1}/projects/${worst.project}`],
    [`${v1}/projects/[slug]/agreement`]: [`${v1}/projects/${worst.project}/agreement`],
    [`${v1}/projects/[slug]/features`]: [`${v1}/projects/${worst.project}/features?limit=100`],
    [`${v1}/projects/[slug]/members`]: [`${v1}/projects/${worst.project}/members?limit=100`],
    [`${v1}/projects/[slug]/invitations`]: [`${v1}/projects/${worst.project}/invitations`],
    [`${v1}/projects/[slug]/table`]: [
      `${v1}/projects/${worst.project}/table`,
      `${v1}/projects/${worst.project}/table?of=labels&format=jsonl`,
      `${v1}/projects/${worst.project}/table?of=judgements`,
    ],
    // An administrator's alone, and an event of one has a few lines.
    [`${v1}/adoptions/[id]/events`]: [absentAddress(`${v1}/adoptions/[id]/events`)],
    [`${v1}/evaluations`]: [
      `${v1}/evaluations?limit=100`,
      `${v1}/evaluations?circuit=${worst.circuits.largest}&family=${worst.family}`,
    ],
    [`${v1}/evaluations/[id]`]: [`${v1}/evaluations/${worst.evaluation}`],
    [`${v1}/evaluations/[id]/document`]: [`${v1}/evaluations/${worst.evaluation}/document`],
    [`${v1}/evaluations/[id]/events`]: [`${v1}/evaluations/${worst.evaluation}/events`],
    [`${v1}/experiments`]: [
      `${v1}/experiments?limit=100`,
      `${v1}/experiments?q=${"a%20".repeat(90)}&family=${worst.family}`,
    ],
    [`${v1}/experiments/[id]`]: [`${v1}/experiments/${worst.experiment}`],
    [`${v1}/experiments/[id]/file`]: [`${v1}/experiments/${worst.experiment}/file`],
    [`${v1}/experiments/[id]/results/[number]`]: [`${v1}/experiments/${worst.experiment}/results/1`],
    [`${v1}/experiments/[id]/results/[number]/events`]: [
      `${v1}/experiments/${worst.experiment}/results/1/events`,
    ],
    [`${v1}/families`]: [`${v1}/families?limit=100`, `${v1}/families?q=${"a%20".repeat(90)}`],
    [`${v1}/families/[id]`]: [`${v1}/families/${worst.family}`],
    [`${v1}/families/[id]/versions`]: [`${v1}/families/${worst.family}/versions`],
    [`${v1}/families/[id]/versions/[version]`]: [`${v1}/families/${worst.family}/versions/1`],
    [`${v1}/families/[id]/versions/[version]/checks/[model]`]: [
      `${v1}/families/${worst.family}/versions/1/checks/storybook-4l`,
    ],
    [`${v1}/families/[id]/versions/[version]/file`]: [`${v1}/families/${worst.family}/versions/1/file`],
    [`${v1}/families/[id]/versions/[version]/prompts`]: [`${v1}/families/${worst.family}/versions/1/prompts`],
    [`${v1}/feeds/collections/[id]`]: [`${v1}/feeds/collections/${worst.collection}`],
    [`${v1}/features/table`]: [`${v1}/features/table`, `${v1}/features/table?format=jsonl&sort=strongest`],
    [`${v1}/feeds/concerns`]: [`${v1}/feeds/concerns?key=${worst.feedKey}`],
    [`${v1}/feeds/findings`]: [`${v1}/feeds/findings`],
    [`${v1}/feeds/search`]: [`${v1}/feeds/search?q=${"a%20".repeat(100)}`],
    [`${v1}/feeds/bounties`]: [`${v1}/feeds/bounties`],
    [`${v1}/feeds/people/[handle]`]: [`${v1}/feeds/people/${worst.person.handle}`],
    [`${v1}/findings/table`]: [`${v1}/findings/table`, `${v1}/findings/table?format=jsonl`],
    [`${v1}/models/[model]/labels`]: [`${v1}/models/${wide.name}/labels`],
    [`${v1}/models/[model]/heads/table`]: [`${v1}/models/${wide.name}/heads/table`],
    [`${v1}/runs/[id]/positions/[position]/table`]: [`${v1}/runs/${worst.run}/positions/1023/table`],
    [`${v1}/runs/[id]/specific-features`]: [
      `${v1}/runs/${worst.run}/specific-features?${Array.from({ length: 32 }, (_, n) => `at=${n}`).join("&")}`,
    ],
    [`${v1}/search/table`]: [`${v1}/search/table?q=${"a%20".repeat(100)}`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/judgements`]: [`${feature}/judgements`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/labels`]: [`${feature}/labels`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/events`]: [`${feature}/events`],
    [`${v1}/features/[model]/[set]/[layer]/[index]/labels/events`]: [`${feature}/labels/events`],
    [`${v1}/checks/next`]: [`${v1}/checks/next?without=${Array.from({ length: 50 }, () => absent)}`],
    [`${v1}/intruders/next`]: [
      `${v1}/intruders/next?without=${Array.from({ length: 50 }, () => "/features/none").join(",")}`,
    ],
    [`${v1}/pinpoints/next`]: [`${v1}/pinpoints/next?without=${Array.from({ length: 50 }, () => absent)}`],
    [`${v1}/labels/[id]/history`]: [`${v1}/labels/${worst.label}/history`],
    [`${v1}/findings`]: [`${v1}/findings?limit=50`],
    [`${v1}/findings/[id]`]: [`${v1}/findings/${worst.finding}`, `${v1}/findings/${worst.fork}`],
    [`${v1}/findings/[id]/tier`]: [
      `${v1}/findings/${worst.finding}/tier`,
      `${v1}/findings/${worst.fork}/tier`,
    ],
    ...Object.fromEntries(
      ["", "/file", "/citations/bibtex", "/citations/cff", "/citations/text"].map((part) => [
        `${v1}/findings/[id]/versions/[version]${part}`,
        [worst.finding, worst.fork].map((id) => `${v1}/findings/${id}/versions/1${part}`),
      ]),
    ),
    [`${v1}/imports/[id]`]: all,
    [`${v1}/imports/[id]/attribution-graph`]: all.map((address) => `${address}/attribution-graph`),
    [`${v1}/imports/[id]/events`]: [`${v1}/imports/${worst.unreadImport}/events`],
    [`${v1}/imports/[id]/graph`]: all.map((address) => `${address}/graph`),
    [`${v1}/me/export`]: [`${v1}/me/export`],
    [`${v1}/me/acts`]: [`${v1}/me/acts?limit=100`],
    [`${v1}/me/reports`]: [`${v1}/me/reports?limit=100`],
    [`${v1}/label-imports`]: [`${v1}/label-imports?limit=100`],
    [`${v1}/moderation/acts`]: [`${v1}/moderation/acts?limit=100`],
    [`${v1}/moderation/reports`]: [`${v1}/moderation/reports?limit=100`],
    [`${v1}/me/ledger`]: [`${v1}/me/ledger?role=sponsor&limit=100`],
    [`${v1}/me/ledger/table`]: [`${v1}/me/ledger/table?role=sponsor`],
    [`${v1}/me/keys`]: [`${v1}/me/keys`],
    [`${v1}/label-queue/sittings`]: [`${v1}/label-queue/sittings?limit=50`],
    [`${v1}/wanted`]: [`${v1}/wanted?limit=100`, `${v1}/wanted?q=${"a%20".repeat(50)}`],
    [`${v1}/webhooks`]: [`${v1}/webhooks?limit=100`],
    [`${v1}/webhooks/[id]`]: [`${v1}/webhooks/${worst.webhook}`],
    [`${v1}/webhooks/[id]/deliveries`]: [`${v1}/webhooks/${worst.webhook}/deliveries?limit=100`],
    [`${v1}/me/searches`]: [`${v1}/me/searches?limit=20`],
    [`${v1}/me/sessions`]: [`${v1}/me/sessions?limit=100`],
    [`${v1}/models/[model]/tokens`]: ["a", " ", "\ufffd", "\u0130".repeat(200)].map(
      (query) => `${v1}/models/${wide.name}/tokens?query=${encodeURIComponent(query)}`,
    ),
    [`${v1}/oembed`]: [
      `${v1}/oembed?url=${encodeURIComponent(`http://localhost/findings/${worst.finding}`)}`,
    ],
    [`${v1}/program-scores/[id]`]: [`${v1}/program-scores/${worst.programScore}`],
    [`${v1}/program-scores/[id]/events`]: [`${v1}/program-scores/${worst.programScore}/events`],
    [`${v1}/search`]: [`${v1}/search?q=${"a%20".repeat(100)}`],
    [`${v1}/openapi.json`]: [`${v1}/openapi.json`],
    [`${v1}/runs/[id]`]: [worst.run, ...worst.unreadyRuns].map((id) => `${v1}/runs/${id}`),
    [`${v1}/runs/[id]/attention-scores/[scoreId]`]: [
      `${v1}/runs/${worst.run}/attention-scores/${worst.attentionScore}`,
    ],
    [`${v1}/runs/[id]/attention-scores/[scoreId]/events`]: [
      `${v1}/runs/${worst.run}/attention-scores/${worst.attentionScore}/events`,
    ],
    [`${v1}/runs/[id]/events`]: worst.unreadyRuns.map((id) => `${v1}/runs/${id}/events`),
    [`${v1}/runs/[id]/positions/[position]`]: [`${v1}/runs/${worst.run}/positions/1023`],
  };
}

/** An address like it of something that is not there: what a page or route loads by itself is loaded then. */
export function absentAddress(path: string): string {
  return path
    .replace("[position]", "0")
    .replace("[head]", "0.0")
    .replace("[version]", "1")
    .replace("[file]", "features.parquet")
    .replace("[set]", "attn")
    .replace("[layer]/[index]", "0/0")
    .replace("[nodeId]", "attn.0.0@0")
    .replaceAll(/\[\w+\]/g, absent);
}
