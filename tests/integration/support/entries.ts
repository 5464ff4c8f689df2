import { hashOfTerms } from "@/lib/bounties/terms-of";
import { enter } from "@/lib/bounty-entries/enter";
import { identityAt } from "@/lib/bounty-entries/facts/other-thresholds";
import { factsSchema } from "@/lib/bounty-format/facts";
import { reportSchema } from "@/lib/bounty-format/report";
import { type RuleTerms, usualRubric } from "@/lib/bounty-format/terms";
import { circuitOf, type Edges, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { storeCircuitFeatures } from "@/lib/circuits/store-circuit-features";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { storeLimits } from "@/lib/db/store-limits";
import { packNodes } from "@/lib/documents/circuit-nodes";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { createFinding } from "@/lib/findings/create-finding";
import type { ChosenSets } from "@/lib/models/choose-sets";
import { createExampleRun } from "@/lib/runs/create-run";
import { createPerson, type Person } from "./people";
import { waitFor } from "./wait-for";

const hour = 3_600_000;

interface Asked {
  rules?: RuleTerms[];
  sponsor?: Person;
  judge?: Person;
  closesAt?: Date;
  maxEntriesADay?: number;
  maxTeam?: number;
  replications?: boolean;
}

/** A bounty that is open, with rules of its own. */
export async function openRuled({ rules = [], sponsor, judge, closesAt, ...limits }: Asked = {}) {
  const by = sponsor ?? (await createPerson());
  const slug = `b-${crypto.randomUUID().slice(0, 12)}`;
  const said = {
    ...{ slug, title: "A circuit", brief: "", licence: "CC-BY-4.0", nullResults: false, replications: false },
    ...{ rules: rules.map((rule) => JSON.parse(JSON.stringify(rule))), rubric: [...usualRubric] },
    ...{ maxEntriesADay: 50, maxTeam: 5, ...limits },
  };
  const openedAt = new Date(Date.now() - hour);
  const { id } = await db().bounty.create({
    data: {
      ...{ ...said, termsHash: hashOfTerms(said), sponsorId: by.id, openedAt, opensAt: openedAt },
      closesAt: closesAt ?? new Date(Date.now() + hour),
      ...(judge && { judges: { create: { judgeId: judge.id } } }),
    },
  });
  return { id, slug, sponsor: by };
}

/**
 * Sets when a bounty closes, past the triggers that keep it: by the database's clock, so many milliseconds from now. While its row is held,
 * so that who was admitted before was admitted in time, `meanwhile` is waited for.
 */
export async function closeIn(
  bountyId: string,
  millis: number,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<Date> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$queryRaw`select 1 from "Bounty" where id = ${bountyId}::uuid for update`;
    await meanwhile();
    const [row] = await tx.$queryRaw<{ closesAt: Date }[]>`
      update "Bounty" set "closesAt" = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${millis / 1000})
      where id = ${bountyId}::uuid returning "closesAt"`;
    if (!row) throw new Error("no such bounty");
    return row.closesAt;
  }, storeLimits);
}

/** Settles once some transactions wait for a row that another holds. */
export function someWait(): Promise<unknown> {
  return waitFor("transactions that wait for a row", async () => {
    const { rows } = await pool().query(
      "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows[0].waiting >= 3;
  });
}

let made = 0;

/** A circuit of the bundled model with these nodes, as if it had been computed, about tokens of its own. */
export async function storeCircuit(
  change: { edges?: Edges; target?: string; threshold?: number; sets?: ChosenSets } = {},
): Promise<{ id: string; circuit: Circuit }> {
  const run = await createExampleRun({
    model: "storybook-4l",
    text: `A text ${crypto.randomUUID()}`,
    sets: change.sets ?? {},
  });
  const { model, sets } = await db().run.findUniqueOrThrow({
    where: { id: run.id },
    select: { model: true, sets: { select: { set: true } } },
  });
  const { edges = honestEdges, target = honestTarget } = change;
  const plain = circuitOf(edges, target);
  const spec = {
    ...{ ...plain.spec, model: model.name, modelChecksum: model.checksum },
    dictionarySets: sets.map(({ set: { kind, name, checksum } }) => ({ kind, name, checksum })),
    tokenIds: plain.spec.tokenIds.map((id) => id + 7 * made),
    ...(change.threshold !== undefined && { threshold: change.threshold }),
  };
  const tokens = plain.tokens.map((token) => ({ ...token, id: token.id + 7 * made }));
  made += 1;
  // A traced circuit says how active every feature is, expanded or not.
  const nodes = plain.nodes.map((node) =>
    isFeatureKind(node.kind) ? { ...node, activation: node.activation ?? 2 } : node,
  );
  const circuit = { ...plain, spec, tokens, nodes };
  const { mode, threshold, edgeThreshold, maxNodes } = spec;
  const id = await db().$transaction(async (tx) => {
    const row = await tx.circuit.create({
      data: {
        ...{ runId: run.id, identity: identityAt(spec), target, mode, threshold, edgeThreshold, maxNodes },
        ...{ graph: packDocument(circuit), nodes: packNodes(circuit), computedAt: new Date() },
      },
    });
    await storeCircuitFeatures(tx, { circuitId: row.id, runId: run.id, nodes: circuit.nodes });
    return row.id;
  });
  return { id, circuit };
}

/** A draft of somebody's about such a circuit. */
export async function draftFinding(
  author: Person,
  change: Parameters<typeof storeCircuit>[0] & { body?: string } = {},
) {
  const { body = "What `attn.1.3@4` says.", ...made } = change;
  const { id: circuitId, circuit } = await storeCircuit(made);
  const content = { title: "Who met whom", body, tags: [], state: "" };
  const { id } = await createFinding({ circuitId, authorId: author.id, ...content });
  return { id, circuitId, circuit, content };
}

/** An entry of somebody's for a bounty that is open, by its address. */
export async function enterSomething(author: Person): Promise<{ slug: string; id: string }> {
  const { slug } = await openRuled();
  const { id: findingId } = await draftFinding(author);
  const { entryId: id } = await enter({ slug, findingId, team: null, viewer: author.viewer });
  return { slug, id };
}

/** The newest version of what is entered of a finding, with its facts and its report read. */
export async function latestOf(findingId: string) {
  const entry = await db().bountyEntry.findFirstOrThrow({
    where: { findingId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const [version] = entry.versions;
  if (!version) throw new Error("nothing was entered");
  return {
    ...version,
    facts: factsSchema.parse(unpackDocument(version.facts)),
    report: reportSchema.parse(version.report),
  };
}

/** Enters a finding, and returns the version that comes of it. */
export async function enterOf(author: Person, slug: string, findingId: string) {
  await enter({ slug, findingId, team: null, viewer: author.viewer });
  return latestOf(findingId);
}
