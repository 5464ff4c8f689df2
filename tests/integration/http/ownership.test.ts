import { beforeAll, describe, expect, test } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import { createSession } from "@/lib/auth/session";
import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { addItem } from "@/lib/collections/add-item";
import { createCollection } from "@/lib/collections/create-collection";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { startConversation } from "@/lib/discussion/start-conversation";
import { evaluationComputation } from "@/lib/evaluations/evaluation-computation";
import { expansionComputation } from "@/lib/expansions/expansion-computation";
import { resultComputation } from "@/lib/experiments/result-computation";
import { createFamily } from "@/lib/families/create-family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createImport } from "@/lib/imports/create-import";
import { interventionComputation } from "@/lib/interventions/intervention-computation";
import { takeLease } from "@/lib/label-queue/take-lease";
import { invite } from "@/lib/projects/invite";
import { createRun } from "@/lib/runs/create-run";
import { saveSearch } from "@/lib/saved-searches/save-search";
import { verificationComputation } from "@/lib/verifications/verification-computation";
import { saveView } from "@/lib/views/save-view";
import { askFor } from "@/lib/wanted/ask-for";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { anyBounty, draftBounty, judgeByRows, openAnyBounty } from "../support/bounties";
import { createFinishedCircuit } from "../support/circuits";
import { enterSomething } from "../support/entries";
import { createMadeUpExperiment } from "../support/experiments";
import { scoresOf } from "../support/judging";
import { queueFeatures } from "../support/label-queue";
import { askAnybody, askAnyIntruder, askAnyToken, proposeAnyLabel } from "../support/labels";
import { awardedBounty } from "../support/ledger";
import { call, createPerson, type Person } from "../support/people";
import { askAnyScore } from "../support/program-scores";
import { anyProject, beginProject, join } from "../support/projects";
import { setUpSite } from "../support/site";

setUpSite();

const content = { title: "A finding", body: "What it shows.", tags: [], state: "" };
const spec = {
  target: "logit.11@3",
  mode: "direct",
  threshold: 0.5,
  edgeThreshold: 0,
  maxNodes: 10,
} as const;

/** What a route needs beside the address to come as far as the row it is about. */
const bodies: Record<string, unknown> = {
  "PUT /api/v1/collections/[id]": { title: "Mine", description: "", isPublic: false },
  "PATCH /api/v1/collections/[id]/items/[itemId]": { place: 1 },
  "PATCH /api/v1/experiments/[id]": { isPublic: false },
  "PATCH /api/v1/families/[id]": { isPublic: false },
  "POST /api/v1/families/[id]/versions": { source: JSON.stringify(madeUpFamily({ seed: 9 })), after: 1 },
  "PUT /api/v1/findings/[id]": { ...content, revision: 1 },
  "PUT /api/v1/findings/[id]/draft": { ...content, revision: 1 },
  "PUT /api/v1/labels/[id]": { text: "fires on names", revision: 1 },
  "PUT /api/v1/comments/[id]": { body: "Said better.", revision: 1 },
  "POST /api/v1/findings/[id]/conversations": { body: "What I think." },
  "PUT /api/v1/checks/[id]": { says: true },
  "PUT /api/v1/bounties/[slug]": { ...anyBounty(), revision: 1 },
  "POST /api/v1/bounties/[slug]/opening": { revision: 1 },
  "PUT /api/v1/bounties/[slug]/deadline": { closesAt: "2030-01-01T00:00:00Z" },
  "POST /api/v1/bounties/[slug]/cancellation": { reason: "It was asked already." },
  "PUT /api/v1/bounties/[slug]/entries/[id]/scores": { scores: scoresOf(5, 5, 5, 5) },
  "POST /api/v1/bounties/[slug]/entries/[id]/conflict": { reason: "We share a desk." },
  "POST /api/v1/bounties/[slug]/entries/[id]/ruling": { isAside: true, reason: "It is a copy." },
  "POST /api/v1/bounties/[slug]/entries/[id]/appeal": { body: "It was not read." },
  "PUT /api/v1/bounties/[slug]/entries/[id]/appeal": { answer: "It was." },
  "POST /api/v1/bounties/[slug]/entries/[id]/reply": { accepts: true },
  "POST /api/v1/bounties/[slug]/judges": { handle: "nobody-here" },
  "POST /api/v1/bounties/[slug]/remarks": { body: "Look at it." },
  "POST /api/v1/bounties/[slug]/ranking": { number: 0 },
  "POST /api/v1/bounties/[slug]/award": { number: 0 },
  "POST /api/v1/bounties/[slug]/corrections": { number: 0, words: "It was wrong." },
  "PUT /api/v1/projects/[slug]": anyProject,
  "POST /api/v1/projects/[slug]/features": { from: "list", features: ["attn.3.5"] },
  "POST /api/v1/projects/[slug]/members": {},
  "PATCH /api/v1/projects/[slug]/members/[handle]": { role: "member" },
  "POST /api/v1/projects/[slug]/invitations": {},
  "PUT /api/v1/pinpoints/[id]": { chosen: 1 },
  "PUT /api/v1/intruders/[id]": { chosen: 1 },
  "POST /api/v1/checks/[id]/gold": { says: true, reason: "it is plain by its words" },
  "PUT /api/v1/webhooks/[id]": { url: "https://example.org/", scope: "own", isOn: true },
  "POST /api/v1/webhooks/[id]/resending": { delivery: null },
  "PUT /api/v1/wanted/[id]/bounty": { slug: "bounty" },
  "POST /api/v1/label-queue/visits/[id]/marks": { kind: "skip", reason: "notNow" },
  "POST /api/v1/labels/[id]/reversions": { to: 1, revision: 1 },
  "PUT /api/v1/imports/[id]/target": { target: "logit.1@1" },
};

/** Where everybody finds the same; a member's views of a circuit are each member's own at everybody's address. */
const everybodys = [
  "adoptions/[id]/cancel",
  "adoptions/[id]/events",
  "bounties/[slug]/entries",
  "bounties/[slug]/watch",
  "wanted/[id]/vote",
  "bounties/[slug]/entries/commitments",
  "bounties/[slug]/outcome",
  "bounties/[slug]/results/[number]",
  "bundles/[id]",
  "bundles/[id]/files/[file]",
  "circuits/[id]",
  "circuits/[id]/alike",
  "circuits/[id]/attribution-graph",
  "circuits/[id]/causal-checks",
  "circuits/[id]/causal-checks/[checkId]",
  "circuits/[id]/causal-checks/[checkId]/events",
  "circuits/[id]/events",
  "circuits/[id]/expansions",
  "circuits/[id]/expansions/[nodeId]/events",
  "circuits/[id]/figure",
  "circuits/[id]/graph",
  "circuits/[id]/interventions",
  "circuits/[id]/interventions/[interventionId]",
  "circuits/[id]/interventions/[interventionId]/events",
  "circuits/[id]/retraces",
  "circuits/[id]/preview",
  "circuits/[id]/retry",
  "circuits/[id]/table",
  "circuits/[id]/verifications",
  "circuits/[id]/verifications/[verificationId]",
  "circuits/[id]/verifications/[verificationId]/events",
  "circuits/[id]/views",
  "comments/[id]/history",
  "conversations/[id]",
  "conversations/[id]/comments",
  "conversations/[id]/events",
  "conversations/[id]/resolution",
  "features/[model]/[set]/[layer]/[index]",
  "features/[model]/[set]/[layer]/[index]/circuits",
  "features/[model]/[set]/[layer]/[index]/conversations",
  "features/[model]/[set]/[layer]/[index]/conversations/events",
  "features/[model]/[set]/[layer]/[index]/events",
  "features/[model]/[set]/[layer]/[index]/intruders",
  "features/[model]/[set]/[layer]/[index]/judgements",
  "features/[model]/[set]/[layer]/[index]/labels",
  "features/[model]/[set]/[layer]/[index]/labels/events",
  "features/[model]/[set]/[layer]/[index]/preview",
  "features/[model]/[set]/[layer]/[index]/watch",
  "features/[model]/[set]/[layer]/[index]/program-scores",
  "feeds/people/[handle]",
  "findings/[id]/watch",
  "people/[handle]/watch",
  "models/[model]/heads/table",
  "models/[model]/labels",
  "moderation/gold-disputes/[id]",
  "moderation/reports/[id]/claim",
  "moderation/reports/[id]/dismissal",
  "label-imports/[id]/reversion",
  "gold-items/[id]/disputes",
  "labels/[id]/checks",
  "labels/[id]/history",
  "labels/[id]/pinpoints",
  "labels/[id]/vote",
  "models/[model]/token-counts",
  "models/[model]/tokens",
  "program-scores/[id]",
  "program-scores/[id]/events",
  "program-scores/[id]/retry",
  "runs/[id]",
  "runs/[id]/attention-scores",
  "runs/[id]/attention-scores/[scoreId]",
  "runs/[id]/attention-scores/[scoreId]/events",
  "runs/[id]/events",
  "runs/[id]/positions/[position]",
  "runs/[id]/positions/[position]/table",
  "runs/[id]/preview",
  "runs/[id]/retry",
  "runs/[id]/specific-features",
];

/** What is shown of a draft, or of a private collection, to nobody, its author neither: other places keep what they were shown of a link. */
const nobodys = [
  "bounties/[slug]/preview",
  "feeds/collections/[id]",
  "findings/[id]/conversations",
  "findings/[id]/conversations/events",
  "findings/[id]/preview",
  "findings/[id]/versions/[version]",
  "findings/[id]/versions/[version]/citations/bibtex",
  "findings/[id]/versions/[version]/citations/cff",
  "findings/[id]/versions/[version]/citations/text",
  "findings/[id]/versions/[version]/file",
];

/** What the owner has, by the address that names it: each address with a name in it stands here or above. */
async function whatIsOwned(owner: Person): Promise<Record<string, Record<string, string>>> {
  const { id: ownerId, viewer } = owner;
  const asker = askerOf(viewer);
  const circuitId = await createFinishedCircuit();
  const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: circuitId } });
  const nodeId = "logit.12@3";
  const circuit = await ask(circuitComputation, { ...spec, runId, identity: "mine" }, asker);
  const verification = await ask(verificationComputation, { circuitId }, asker);
  const check = await ask(causalCheckComputation, { circuitId, frozen: true }, asker);
  await ask(expansionComputation, { circuitId, nodeId }, asker);
  const place = { layer: 0, head: 0, query: 1, key: 0 };
  const score = await ask(attentionScoreComputation, { runId, ...place }, asker);
  const programScore = await askAnyScore(asker);
  const change = { edits: [], frozen: false, identity: "mine" };
  const intervention = await ask(interventionComputation, { circuitId, ...change }, asker);
  const finding = await createFinding({ ...content, circuitId, authorId: ownerId });
  const published = await createFinding({ ...content, circuitId, authorId: ownerId });
  const label = await proposeAnyLabel(ownerId);
  await queueFeatures([890]);
  const { sitting, next } = await takeLease({ memberId: ownerId });
  const visitId = next?.visitId ?? "";
  const other = await createPerson();
  const theirs = await createFinding({ ...content, circuitId, authorId: other.id });
  await publishFinding({ findingId: theirs.id, authorId: other.id });
  const another = await createFinding({ ...content, circuitId, authorId: other.id });
  await publishFinding({ findingId: another.id, authorId: other.id });
  bodies["POST /api/v1/collections/[id]/items"] = { findingId: another.id };
  const collection = await createCollection({ title: "Mine", description: "", isPublic: false, ownerId });
  const collected = { collectionId: collection.id, ownerId, findingId: theirs.id, note: "" };
  const item = await addItem(collected);
  const source = JSON.stringify(madeUpFamily());
  const family = await createFamily({ source, isPublic: false, forkOf: null, ownerId });
  const experiment = await createMadeUpExperiment({ ownerId, family: family.id, isPublic: false });
  const result = await ask(resultComputation, { experimentId: experiment, number: 1 }, asker);
  expect(result.isNew).toBe(true);
  const over = { familyId: family.id, familyVersion: 1, rule: null, only: null, prompts: 1 };
  const how = { metric: "logit" as const, ablations: ["zero" as const], randomCircuits: 0, seed: 1 };
  const evaluating = { circuitId, ...over, ...how, identity: "0".repeat(64) };
  const evaluation = await ask(evaluationComputation, evaluating, asker);
  const { slug, ...inProject } = await beginHiddenProject(owner);
  const view = await saveView({ circuitId, ownerId, name: "Mine", state: "" });
  const search = await saveSearch({ ownerId, kind: "catalogue", name: "Mine", query: "" });
  const imported = await createImport({ viewer, name: "mine.json", source: Buffer.from("{}") });
  const run = await createRun({ model: "storybook-4l", text: "Mine alone.", viewer });
  const { made } = await createApiKey({ userId: ownerId, name: "Mine", scopes: [], days: null });
  await createSession(ownerId, "another of the owner's browsers");
  const session = await db().session.findFirstOrThrow({
    where: { userId: ownerId },
    orderBy: { id: "desc" },
  });
  const bounty = await draftBounty(owner);
  const webhook = await createWebhook({ ownerId, url: "https://example.org/", scope: "own", bounties: [] });
  const wish = await askFor({ askerId: ownerId, text: "How it counts to ten", feature: "", pattern: "" });
  bodies["PUT /api/v1/wanted/[id]/bounty"] = { slug: bounty };
  const hook = { id: webhook.made.id };
  const awarded = await awardedBounty({ sponsor: owner });
  bodies["POST /api/v1/bounties/[slug]/payments"] = { award: awarded.awards[0], reference: "By transfer." };
  const asked = await askAnybody(ownerId);
  const told = await db().notification.create({
    data: { memberId: ownerId, kind: "reply", thing: "a test", title: "attn.3.1", path: "/" },
  });
  const about = { kind: "finding", id: theirs.id } as const;
  const begun = await startConversation({
    ...{ about, labelId: null, authorId: ownerId, byProgram: false, body: "What I think." },
  });
  const entry = await enterSomething(owner);
  const led = await openAnyBounty(owner);
  const judged = { slug: led.slug, id: await judgeByRows(led, ownerId) };
  return {
    "checks/[id]": { id: asked },
    "checks/[id]/gold": { id: asked },
    "intruders/[id]": { id: await askAnyIntruder(ownerId) },
    "pinpoints/[id]": { id: await askAnyToken(ownerId) },
    "circuits/[id]/cancel": { id: circuit.id },
    "bounties/[slug]/entries/[id]": entry,
    "bounties/[slug]/entries/[id]/confirmation": entry,
    "bounties/[slug]/entries/[id]/file": entry,
    "bounties/[slug]/entries/[id]/withdrawal": entry,
    "bounties/[slug]/entries/[id]/appeal": judged,
    "bounties/[slug]/entries/[id]/conflict": judged,
    "bounties/[slug]/entries/[id]/reply": judged,
    "bounties/[slug]/entries/[id]/ruling": judged,
    "bounties/[slug]/entries/[id]/scores": judged,
    "bounties/[slug]/award": led,
    "bounties/[slug]/corrections": led,
    "bounties/[slug]/judges": led,
    "bounties/[slug]/judges/[handle]": { slug: led.slug, handle: owner.handle },
    "bounties/[slug]/judging": led,
    "bounties/[slug]/ranking": led,
    "bounties/[slug]/remarks": led,
    "circuits/[id]/causal-checks/[checkId]/cancel": { id: circuitId, checkId: check.id },
    "circuits/[id]/expansions/[nodeId]/cancel": { id: circuitId, nodeId },
    "circuits/[id]/interventions/[interventionId]/cancel": {
      id: circuitId,
      interventionId: intervention.id,
    },
    "circuits/[id]/verifications/[verificationId]/cancel": {
      id: circuitId,
      verificationId: verification.id,
    },
    "bounties/[slug]": { slug: bounty },
    "bounties/[slug]/ledger": { slug: bounty },
    "bounties/[slug]/ledger/table": { slug: bounty },
    "bounties/[slug]/opening": { slug: bounty },
    "bounties/[slug]/payments": { slug: awarded.slug },
    "bounties/[slug]/deadline": { slug: bounty },
    "bounties/[slug]/cancellation": { slug: bounty },
    "bounties/[slug]/preview": { slug: bounty },
    "bounties/[slug]/terms": { slug: bounty },
    "collections/[id]": { id: collection.id },
    "comments/[id]": { id: begun.comment },
    "collections/[id]/items": { id: collection.id },
    "collections/[id]/items/[itemId]": { id: collection.id, itemId: item.id },
    "collections/[id]/table": { id: collection.id },
    "feeds/collections/[id]": { id: collection.id },
    "evaluations/[id]": { id: evaluation.id },
    "evaluations/[id]/cancel": { id: evaluation.id },
    "evaluations/[id]/document": { id: evaluation.id },
    "evaluations/[id]/events": { id: evaluation.id },
    "evaluations/[id]/retry": { id: evaluation.id },
    "experiments/[id]": { id: experiment },
    "experiments/[id]/file": { id: experiment },
    "experiments/[id]/results": { id: experiment },
    "experiments/[id]/results/[number]": { id: experiment, number: "1" },
    "experiments/[id]/results/[number]/cancel": { id: experiment, number: "1" },
    "experiments/[id]/results/[number]/events": { id: experiment, number: "1" },
    "experiments/[id]/results/[number]/retry": { id: experiment, number: "1" },
    "families/[id]": { id: family.id },
    "families/[id]/versions": { id: family.id },
    "families/[id]/versions/[version]": { id: family.id, version: "1" },
    "families/[id]/versions/[version]/checks/[model]": {
      ...{ id: family.id, version: "1", model: "storybook-4l" },
    },
    "families/[id]/versions/[version]/file": { id: family.id, version: "1" },
    "families/[id]/versions/[version]/prompts": { id: family.id, version: "1" },
    "findings/[id]": { id: finding.id },
    "findings/[id]/conversations": { id: finding.id },
    "findings/[id]/conversations/events": { id: finding.id },
    "findings/[id]/draft": { id: finding.id },
    "findings/[id]/forks": { id: finding.id },
    "findings/[id]/preview": { id: finding.id },
    "findings/[id]/publication": { id: published.id },
    "findings/[id]/tier": { id: finding.id },
    "findings/[id]/versions/[version]": { id: finding.id, version: "1" },
    "findings/[id]/versions/[version]/citations/bibtex": { id: finding.id, version: "1" },
    "findings/[id]/versions/[version]/citations/cff": { id: finding.id, version: "1" },
    "findings/[id]/versions/[version]/citations/text": { id: finding.id, version: "1" },
    "findings/[id]/versions/[version]/file": { id: finding.id, version: "1" },
    "imports/[id]": { id: imported.id },
    "imports/[id]/attribution-graph": { id: imported.id },
    "imports/[id]/circuit": { id: imported.id },
    "imports/[id]/events": { id: imported.id },
    "imports/[id]/figure": { id: imported.id },
    "imports/[id]/graph": { id: imported.id },
    "imports/[id]/target": { id: imported.id },
    "me/keys/[id]": { id: made.id },
    "me/notifications/[id]/read": { id: told.id },
    "label-queue/sittings/[id]/reversion": { id: sitting.id },
    "label-queue/visits/[id]/marks": { id: visitId },
    "labels/[id]": { id: label.id },
    "labels/[id]/reversions": { id: label.id },
    "labels/[id]/withdrawal": { id: label.id },
    "me/searches/[id]": { id: search.id },
    "me/searches/[id]/looked": { id: search.id },
    "me/sessions/[id]": { id: session.id },
    "projects/[slug]": { slug },
    "projects/[slug]/agreement": { slug },
    "projects/[slug]/features": { slug },
    "projects/[slug]/features/[id]": { slug, id: inProject.feature },
    "projects/[slug]/invitations": { slug },
    "projects/[slug]/invitations/[id]": { slug, id: inProject.invitation },
    "projects/[slug]/members": { slug },
    "projects/[slug]/members/[handle]": { slug, handle: inProject.member },
    "projects/[slug]/table": { slug },
    "program-scores/[id]/cancel": { id: programScore.id },
    "runs/[id]/attention-scores/[scoreId]/cancel": { id: runId, scoreId: score.id },
    "runs/[id]/cancel": { id: run.id },
    "views/[id]": { id: view.id },
    "wanted/[id]": { id: wish.id },
    "wanted/[id]/bounty": { id: wish.id },
    "webhooks/[id]": hook,
    "webhooks/[id]/deliveries": hook,
    "webhooks/[id]/resending": hook,
    "webhooks/[id]/secret": hook,
    "webhooks/[id]/tests": hook,
  };
}

/** Everybody sees a project; one that moderators hid, its owners alone. */
async function beginHiddenProject(owner: Person) {
  const member = await createPerson();
  const slug = await beginProject(owner, [891]);
  await join(member, slug);
  const { id: invitation } = await invite({ slug, ownerId: owner.id, role: "member", uses: 1 });
  const { id: feature } = await db().projectFeature.findFirstOrThrow({ where: { project: { slug } } });
  await db().project.update({ where: { slug }, data: { hiddenAt: new Date() } });
  return { slug, feature, invitation, member: member.handle };
}

describe("what is somebody's own does not exist for another", async () => {
  const named = (await findApiRoutes())
    .filter(({ path }) => path.includes("["))
    .map((each) => ({
      ...each,
      name: `${each.method} ${each.path}`,
      address: each.path.replace("/api/v1/", ""),
    }));
  const tried = named.filter(({ address }) => !everybodys.includes(address));
  let owner: Person;
  let owned: Record<string, Record<string, string>>;

  function attemptAt({ method, path, name, address }: (typeof tried)[number]) {
    const params = owned[address];
    if (!params) throw new Error(`Nobody has anything at ${address} in this test`);
    return { method, path, params, ...(bodies[name] !== undefined && { body: bodies[name] }) };
  }

  beforeAll(async () => {
    owner = await createPerson();
    owned = await whatIsOwned(owner);
  });

  test("so every address with a name in it is told to be somebody's or everybody's", () => {
    const addresses = new Set(named.map(({ address }) => address));
    expect([...everybodys, ...Object.keys(owned)].sort()).toEqual([...addresses].sort());
  });

  test.each(tried)("$name", async (route) => {
    const attempt = attemptAt(route);
    // Moderators may stop what anybody had begun, and undo what anybody did in the queue.
    const isCancel = route.path.endsWith("/cancel") || route.path.endsWith("/sittings/[id]/reversion");
    const others = [await createPerson(), ...(isCancel ? [] : [await createPerson("administrator")])];
    for (const person of others) expect((await call(route.handler, { ...attempt, person })).status).toBe(404);
    const isOpen = route.handler.definition.access === "anyone";
    expect((await call(route.handler, attempt)).status).toBe(isOpen ? 404 : 401);
  });

  test("and stands as it was", async () => {
    const [sessions, findings, views, imports] = await Promise.all([
      db().session.count({ where: { userId: owner.id } }),
      db().finding.count({ where: { authorId: owner.id, revision: 1, publishedAt: null } }),
      db().savedView.count({ where: { ownerId: owner.id } }),
      db().importedCircuit.count({ where: { ownerId: owner.id } }),
    ]);
    expect({ sessions, findings, views, imports }).toEqual({
      sessions: 2,
      findings: 3,
      views: 1,
      imports: 1,
    });
  });

  // What is deleted is deleted last, and what is stopped here nobody has stopped before.
  const isDelete = ({ method }: (typeof tried)[number]) => method === "DELETE";
  const theirOwn = tried.toSorted(
    (a, b) =>
      // What is in something goes before that.
      Number(isDelete(a)) - Number(isDelete(b)) || (isDelete(a) ? b.path.length - a.path.length : 0),
  );
  test.each(theirOwn)("while its owner may: $name", async (route) => {
    const stop = new AbortController();
    const answer = await call(route.handler, { ...attemptAt(route), person: owner, signal: stop.signal });
    if (nobodys.includes(route.path.replace("/api/v1/", ""))) return expect(answer.status).toBe(404);
    expect([401, 403, 404]).not.toContain(answer.status);
    if (route.path.endsWith("/cancel")) expect(await answer.json()).toEqual({ cancelled: true });
    stop.abort();
  });
});
