import {
  type AttentionScore,
  listedKeys,
  listedPairs,
  listedParts,
} from "@/lib/circuit-format/attention-score";
import { circuitIdentity } from "@/lib/circuits/circuit-identity";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { maxDescriptionLength, maxItems } from "@/lib/collections/collection-schemas";
import { createCollection } from "@/lib/collections/create-collection";
import { db, type JobStatus } from "@/lib/db/client";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { createFamily } from "@/lib/families/create-family";
import { familyFormat } from "@/lib/family-format/family";
import { familyLimits } from "@/lib/family-format/limits";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { makeFeedSecret } from "@/lib/feeds/feed-secret";
import { createFinding } from "@/lib/findings/create-finding";
import { forkFinding } from "@/lib/findings/fork-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { type InterventionResult, maxEditedPositions, maxEdits } from "@/lib/interventions/intervention";
import { createProject } from "@/lib/projects/create-project";
import { maxFeatures, maxGuidelinesLength, maxMembers, maxOverlap } from "@/lib/projects/project-words";
import { newViewSchema, saveView } from "@/lib/views/save-view";
import { createLargeEvaluation } from "../evaluations";
import { createLargeExperiment } from "../experiments";
import { createPerson, type Person } from "../people";
import { createLongBounty, enterLong, judgeMany } from "./bounties";
import { circuitOf, digits } from "./circuits";
import { createWorstDiscussion } from "./discussion";
import { createWorstEvidence } from "./evidence";
import { bringIn, importFiles } from "./imports";
import { createWorstLabels, createWorstScore } from "./labels";
import { createWideModel, wide, wideFeatures } from "./models";
import { longTexts } from "./texts";
import { createBusyWebhook } from "./webhooks";
import { savedWriteUps } from "./write-ups";

/** The rows that the addresses of pages and routes name. */
export interface Worst {
  person: Person;
  run: string;
  /** Runs without results: one that waits, one that failed. */
  unreadyRuns: string[];
  /** Of which a corpus showed all that evidence has room for; it is in more circuits than a page lists. */
  feature: FeatureAddress;
  /** A proposal for that feature, which was reworded as often as is told. */
  label: string;
  conversation: string;
  /** Of that conversation, said anew many times. */
  comment: string;
  /** Of that proposal's program. */
  programScore: string;
  /** Of the run that is ready. */
  attentionScore: string;
  circuits: Record<"largest" | "compared" | "comparedToo" | "imported", string>;
  /** Of the largest circuit. */
  checks: string[];
  intervention: string;
  verification: string;
  finding: string;
  fork: string;
  /** As long as one may be. */
  collection: string;
  family: string;
  evaluation: string;
  experiment: string;
  project: string;
  bounty: string;
  webhook: string;
  entry: { slug: string; id: string };
  judged: { slug: string; id: string };
  feedKey: string;
  imports: Record<string, string>;
  unreadImport: string;
  view: string;
  state: string;
  session: string;
}

const state = (n: number) => `1${String(n).padStart(4, "0")}`.padEnd(20_000, "A-_9");

/** Fills a site's database with as much as it takes of everything. */
export async function fillWithWorst(): Promise<Worst> {
  const person = await createPerson("moderator");
  const model = await createWideModel();
  const run = await createRuns(person, model);
  const files = importFiles();
  const circuits = await createCircuits(person, run.ready, model);
  const imports: Record<string, string> = {};
  for (const [name, value] of Object.entries(files)) imports[name] = await bringIn(person, name, value);
  imports.compared = await bringIn(person, "compared", circuits.document);
  const family = await createLargeFamily(person);
  const feature = await createWorstEvidence(model, Object.values(circuits.ids));
  return {
    ...{ person, run: run.ready, unreadyRuns: run.unready, circuits: circuits.ids, imports },
    attentionScore: await createAttentionScore(run.ready),
    feature,
    label: await createWorstLabels(feature),
    ...(await createWorstDiscussion(feature)),
    programScore: await createWorstScore(feature),
    ...(await createWhatIsAboutACircuit(circuits.ids.largest)),
    ...(await createFindings(person, circuits.ids.largest)),
    ...(await createLists(person, circuits.ids.largest)),
    collection: await createLongCollection(person),
    family,
    evaluation: await createLargeEvaluation(circuits.ids.largest, family),
    experiment: await createLargeExperiment(person.id, family),
    project: await createLongProject(person),
    webhook: await createBusyWebhook(person),
    bounty: await createLongBounty(person),
    entry: await enterLong(person),
    judged: await judgeMany(person),
    feedKey: await makeFeedSecret(person.id),
  };
}

type Model = Awaited<ReturnType<typeof createWideModel>>;

async function createRuns({ id: requesterId }: Person, { id: modelId, sets }: Model) {
  const { packed, count } = wideFeatures();
  const random = digits();
  const tokenIds = Array.from({ length: wide.tokens }, (_, n) => n);
  const rows = <T>(of: (n: number) => T) => tokenIds.map(() => Array.from({ length: 10 }, (_, n) => of(n)));
  const text = longTexts.words ?? "";
  const create = (data: object) =>
    db().run.create({
      data: {
        modelId,
        requesterId,
        identity: crypto.randomUUID(),
        text,
        tokenIds: [],
        tokenTexts: [],
        ...data,
      },
      select: { id: true },
    });
  const ready = await create({
    ...{ tokenIds, tokenTexts: tokenIds.map((id) => `\ufffd<${id}`.padEnd(40, "&")), features: packed },
    ...{ featureCount: count, computedAt: new Date(), computedBy: "b".repeat(80), computeMillis: 1 },
    predictions: { ids: rows((n) => n + 100), logits: rows(random), probabilities: rows(random) },
    sets: { create: sets.map(({ id: setId, kind }) => ({ setId, kind })) },
  });
  const unready: string[] = [];
  for (const status of ["queued", "failed"] as const)
    unready.push((await create({ jobId: await createJob("run", status) })).id);
  for (let n = 0; n < 50; n++) await create({ text: `${n}`.padEnd(20_000, "<&") });
  return { ready: ready.id, unready };
}

/** As much as one lists, of features of the run's own. */
async function createAttentionScore(runId: string): Promise<string> {
  const random = digits();
  const place = { layer: 11, head: 0, query: 1023, key: 0 };
  const rest = { count: 1e9, sum: random(), absoluteSum: random() };
  const end = () => ({
    parts: Array.from({ length: listedParts }, (_, part) => ({ part, value: random() })),
    rest,
  });
  const result: AttentionScore = {
    ...{ ...place, score: random(), probability: random(), keysAbove: 1_022 },
    ...{ total: random(), absoluteSum: random(), residual: random() },
    pairs: Array.from({ length: listedPairs }, (_, n) => ({ query: n, key: 20_000 + n, value: random() })),
    ...{ rest, queryEnd: end(), keyEnd: end() },
    keys: Array.from({ length: listedKeys }, (_, n) => ({
      position: 1_000 + n,
      score: random(),
      probability: random(),
    })),
    otherKeys: { count: 1_000, probability: random() },
  };
  const data = { runId, ...place, result: packDocument(result), computedAt: new Date() };
  return (await db().attentionScore.create({ data })).id;
}

async function createJob(kind: string, status: JobStatus): Promise<string> {
  const error = "<&".repeat(1_000);
  return (await db().job.create({ data: { kind, status, error, attemptLimit: 3 } })).id;
}

async function createCircuits({ id: requesterId }: Person, runId: string, model: Model) {
  const question = {
    ...{ model: wide.name, modelChecksum: model.checksum },
    dictionarySets: model.sets.map(({ kind, name, checksum }) => ({ kind, name, checksum })),
  };
  const size = { layers: wide.layers, tokenIds: Array.from({ length: wide.tokens }, (_, n) => n) };
  const imported = circuitOf({ ...size, nodes: 20_000, edges: 60_000 }, question);
  const documents = {
    largest: circuitOf({ ...size, nodes: 100_000, edges: 480_000 }, question),
    compared: circuitOf({ ...size, nodes: 100_000, edges: 100_000 }, question),
    comparedToo: circuitOf({ ...size, nodes: 100_000, edges: 100_000 }, question),
    imported,
  };
  const ids = { largest: "", compared: "", comparedToo: "", imported: "" };
  for (const name of ["largest", "compared", "comparedToo", "imported"] as const) {
    const document = documents[name];
    const { target, mode, threshold, edgeThreshold, maxNodes } = document.spec;
    const identity = circuitIdentity({
      modelChecksum: model.checksum,
      dictionarySetChecksums: model.sets.map(({ checksum }) => checksum),
      tokenIds: document.spec.tokenIds,
      spec: { target, mode, threshold, edgeThreshold, maxNodes },
    });
    const { id } = await db().circuit.create({
      data: {
        ...{ runId, requesterId, target, mode, threshold, edgeThreshold, maxNodes },
        identity: name === "imported" ? identity : crypto.randomUUID(),
        ...{ nodeCount: document.nodes.length, edgeCount: document.edges.length, value: 1 },
        ...{ replacementScore: 0.5, completenessScore: 0.5, largestResidual: 0, truncated: true },
        ...{ computedAt: new Date(), computedBy: "b".repeat(80), computeMillis: 1 },
        ...{ graph: packDocument(document), nodes: packNodes(document) },
      },
    });
    ids[name] = id;
  }
  return { ids, document: imported };
}

async function createWhatIsAboutACircuit(circuitId: string) {
  const random = digits();
  const points = Array.from({ length: 500 }, (_, n) => ({
    ...{ id: `resid.11.${20_000 + n}@1023`, predicted: random(), measured: random() },
  }));
  const result = { value: 1, points, nodeCount: 99_999, pearson: 0.5, spearman: 0.5 };
  const checks: string[] = [];
  for (const frozen of [true, false])
    checks.push(
      (await db().causalCheck.create({ data: { circuitId, frozen, result, computedAt: new Date() } })).id,
    );
  const differences = Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(400, "&<"));
  const verification = await db().verification.create({
    data: { circuitId, passed: false, largestDifference: 1, differences, computedAt: new Date() },
  });
  const contributions = Array.from({ length: 400 }, (_, n) => ({
    ...{ source: `resid.11.${20_000 + n}@1023`, activation: random(), contribution: random() },
  }));
  const table = Array.from({ length: wide.heads }, () => Array.from({ length: wide.tokens }, random));
  const expansion = packDocument({
    ...{ target: "attn.11.0@1023", mode: "residual", value: 1, contributions },
    rest: { count: 1, sum: 1, absoluteSum: 1 },
    completeness: { sum: 1, absoluteSum: 1, residual: 0 },
    heads: { table, constant: 1 },
  });
  await db().expansion.createMany({
    data: Array.from({ length: 1_000 }, (_, n) => ({
      ...{ circuitId, nodeId: `attn.11.${n}@1023`, result: expansion, computedAt: new Date() },
    })),
  });
  return { checks, verification: verification.id, intervention: await createIntervention(circuitId) };
}

/** A tried change of as much as one may be of, about which the circuit says as little as it can. */
async function createIntervention(circuitId: string): Promise<string> {
  const random = digits();
  const value = () => ({ logit: random(), probability: random() });
  const tokens = Array.from({ length: 20 }, (_, id) => ({
    ...{ id: 40_000 + id, text: "<&\u2028".repeat(40), before: value(), after: value() },
  }));
  const edits = Array.from({ length: maxEdits }, (_, n) => ({
    ...{ do: "set" as const, kind: "resid" as const, layer: 11, index: 20_000 + n, value: random() },
    positions: Array.from({ length: Math.floor(maxEditedPositions / maxEdits) }, (_, at) => 1_000 + at),
  }));
  const absent = Array.from({ length: 20 }, (_, n) => `resid.11.${20_000 + n}@1023`);
  const result: InterventionResult = {
    target: { before: random(), after: random() },
    tokens: { next: tokens, target: tokens.slice(0, 2) },
    predicted: {
      ...{ change: null, known: random(), alone: random(), counted: 0, later: 0, inactive: 0 },
      ...{ absent, absentCount: maxEditedPositions, spliced: 0, ofOwnLayer: 0 },
    },
  };
  const data = { circuitId, edits, frozen: true, identity: "the largest", result, computedAt: new Date() };
  return (await db().intervention.create({ data })).id;
}

/** A finding of a revision for each of the write-ups, and a line of forks of it. */
async function createFindings({ viewer }: Person, circuitId: string) {
  const tags = Array.from({ length: 10 }, (_, n) => `${n} `.padEnd(40, "t"));
  const titled = { tags, title: "<&".repeat(80), state: state(0) };
  const content = { ...titled, body: "A draft." };
  const { id: findingId } = await createFinding({ ...content, circuitId, authorId: viewer.id });
  const bodies = [
    ...Object.values(savedWriteUps),
    savedWriteUps["node ids"] ?? "",
    savedWriteUps.emphasis ?? "",
  ];
  for (const [n, body] of bodies.entries())
    await updateFinding({ ...titled, body, findingId, authorId: viewer.id, revision: n + 1 });
  await publishFinding({ findingId, authorId: viewer.id });
  let fork = findingId;
  for (let n = 0; n < 55; n++) {
    fork = (await forkFinding({ findingId: fork, viewer })).id;
    await publishFinding({ findingId: fork, authorId: viewer.id });
  }
  return { finding: findingId, fork };
}

async function createLongCollection({ id: ownerId }: Person): Promise<string> {
  const description = savedWriteUps.emphasis?.slice(0, maxDescriptionLength) ?? "";
  const content = { title: "<&".repeat(80), description, isPublic: true };
  const { id } = await createCollection({ ...content, ownerId });
  await db().$executeRaw`
    insert into "CollectionItem" (id, "collectionId", "findingId", place, note)
    select gen_random_uuid(), ${id}::uuid, f.id, n, repeat('<&', 500) from generate_series(1, ${maxItems}::int) n
    left join (select id, row_number() over (order by id) as n from "Finding" where "publishedAt" is not null) f using (n)`;
  await db().collection.update({ where: { id }, data: { size: maxItems } });
  return id;
}

/** As many prompts as one may have, in as large a file as may be. */
async function createLargeFamily({ id: ownerId }: Person): Promise<string> {
  const { maxTemplates } = familyLimits;
  const templates = Array.from({ length: maxTemplates }, (_, n) => ({
    ...{
      name: `t${n}`,
      text: `[X:${n}] ${"<& ".repeat(280)}`,
      answer: " a",
      distractor: " b",
    },
  }));
  const rules = [{ name: "moved", rule: "another-word", role: "X", word: "a" }];
  const source = JSON.stringify({
    ...{
      format: familyFormat,
      title: "<&".repeat(60),
      description: "<&".repeat(2_000),
      roles: [{ name: "X" }],
    },
    ...{ templates, counterfactuals: rules },
  });
  return (await createFamily({ source, isPublic: true, forkOf: null, ownerId })).id;
}

async function createLongProject(person: Person): Promise<string> {
  const guidelines = savedWriteUps.emphasis?.slice(0, maxGuidelinesLength) ?? "";
  const content = {
    title: "<&".repeat(80),
    goal: "<&".repeat(150),
    guidelines,
    overlap: maxOverlap,
    isOpen: true,
  };
  const { slug } = await createProject({ ...content, creatorId: person.id });
  const { id } = await db().project.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  await db().$executeRaw`
    insert into "ProjectFeature" (id, "projectId", "dictionaryId", index)
    select gen_random_uuid(), ${id}::uuid, f."dictionaryId", f.index from "Feature" f limit ${maxFeatures}`;
  await db().$executeRaw`
    insert into "ProjectMember" ("projectId", "memberId", role) select ${id}::uuid, u.id, 'member' from "User" u
    where u.id <> ${person.id}::uuid limit ${maxMembers - 1}`;
  await db().$queryRaw`select settle_project(${id}::uuid)::text`;
  return slug;
}

async function createLists({ id: ownerId }: Person, circuitId: string) {
  let view = "";
  for (let n = 0; n < 120; n++) {
    const content = newViewSchema.parse({ name: `${n} `.padEnd(80, "&"), state: state(n) });
    view = (await saveView({ ...content, circuitId, ownerId })).id;
  }
  const filters = Array.from({ length: 9 }, (_, n) => `tag=${n}`).join("&");
  await db().savedSearch.createMany({
    data: Array.from({ length: 100 }, (_, n) => ({
      ...{ ownerId, kind: n % 2 ? ("catalogue" as const) : ("features" as const), seen: 0 },
      ...{ name: `${n} `.padEnd(80, "<&"), query: n % 2 ? filters : "sort=strongest" },
    })),
  });
  await db().session.createMany({
    data: Array.from({ length: 200 }, () => ({
      userId: ownerId,
      ...{ secretHash: crypto.getRandomValues(new Uint8Array(32)), userAgent: "<&".repeat(150) },
      expiresAt: new Date(Date.now() + 1e9),
    })),
  });
  await db().moderationAct.createMany({
    data: Array.from({ length: 120 }, () => ({
      ...{ kind: "suspend", subjectKind: "person", subjectId: ownerId, personId: ownerId, actorId: ownerId },
      ...{ reason: "<&".repeat(500), until: new Date() },
    })),
  });
  await db().report.createMany({
    data: Array.from({ length: 120 }, () => ({
      ...{ reporterId: ownerId, subjectKind: "finding", subjectId: crypto.randomUUID() },
      ...{ reason: "other" as const, words: "<&".repeat(500) },
    })),
  });
  const session = await db().session.findFirstOrThrow({ where: { userId: ownerId } });
  let unreadImport = "";
  for (let n = 0; n < 30; n++) {
    const jobId = await createJob("import", "failed");
    const data = { ownerId, fileName: `${n}`.padEnd(160, "<"), jobId };
    unreadImport = (await db().importedCircuit.create({ data })).id;
  }
  return { view, state: state(0), session: session.id, unreadImport };
}
