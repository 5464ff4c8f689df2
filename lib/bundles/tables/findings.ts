import type { BundleTable } from "../table";

/*
 * What everybody may see of findings (lib/findings/visible-to.ts): those that are published now, as they were published last.
 */

export const findings: BundleTable = {
  name: "findings",
  about: "Published findings, as they were published last. What was taken back or deleted is not among them.",
  licence: "Each finding's own, in its row.",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /findings/<id>." },
    { name: "circuit_id", type: "string", meaning: "Its circuit, in circuits." },
    {
      name: "parent_id",
      type: "string",
      meaning: "The published finding it was forked from; null where there is none.",
    },
    { name: "author", type: "string", meaning: "The author's handle." },
    { name: "author_name", type: "string", meaning: "The author's name, where one was given." },
    { name: "title", type: "string", meaning: "Its title." },
    { name: "body", type: "string", meaning: "Its write-up, Markdown." },
    { name: "tags", type: "json", meaning: "Its tags." },
    { name: "view", type: "string", meaning: "How the graph is arranged: the page's `view`." },
    { name: "revision", type: "int", meaning: "The revision that is published." },
    { name: "licence", type: "string", meaning: "Under which it is." },
    { name: "published_at", type: "moment", meaning: "When it was first published." },
  ],
  query: `
    select f.id::text, f."circuitId"::text as circuit_id, p.id::text as parent_id, u.handle as author, u.name as author_name,
      r.title, r.body, to_jsonb(r.tags) as tags, r.state as view, r.number as revision, f.licence, f."publishedAt" as published_at
    from "Finding" f join "FindingRevision" r on r."findingId" = f.id and r.number = f."publishedRevision"
    join "User" u on u.id = f."authorId"
    left join "Finding" p on p.id = f."parentId" and p."publishedAt" is not null
    where f."publishedAt" is not null order by f."publishedAt", f.id`,
};

/** Circuits that a published finding is about: of others nobody has said that they are for everybody. */
const told = `select distinct "circuitId" as id from "Finding" where "publishedAt" is not null`;

export const circuits: BundleTable = {
  name: "circuits",
  about:
    "The circuits of published findings: what was asked, and how well the graph answers. Graphs are at /api/v1/circuits/<id>/graph.",
  licence: "CC0-1.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /circuits/<id>." },
    { name: "model", type: "string", meaning: "The model's name." },
    { name: "text", type: "string", meaning: "The text that was run." },
    { name: "token_ids", type: "json", meaning: "Its tokens, the beginning-of-text token first." },
    { name: "target", type: "string", meaning: "What the circuit explains: a node's id." },
    { name: "mode", type: "string", meaning: "direct or residual." },
    { name: "threshold", type: "double", meaning: "Least share of influence of a node that is expanded." },
    { name: "edge_threshold", type: "double", meaning: "Least share of an edge that is kept." },
    { name: "value", type: "double", meaning: "The target's value, in its own unit." },
    { name: "replacement_score", type: "double", meaning: "Share of influence that ends in tokens." },
    {
      name: "completeness_score",
      type: "double",
      meaning: "Share of influence that does not come from errors.",
    },
    { name: "nodes", type: "int", meaning: "Nodes of its graph." },
    { name: "edges", type: "int", meaning: "Edges of its graph." },
    { name: "identity", type: "string", meaning: "SHA-256 over what was asked." },
    {
      name: "verified",
      type: "boolean",
      meaning: "Whether its last recomputation agreed; null where there was none.",
    },
    {
      name: "causally_checked",
      type: "boolean",
      meaning: "Whether its features were ablated in the real model.",
    },
  ],
  query: `
    select c.id::text, m.name as model, u.text, to_jsonb(u."tokenIds") as token_ids, c.target, c.mode::text as mode, c.threshold,
      c."edgeThreshold" as edge_threshold, c.value, c."replacementScore" as replacement_score,
      c."completenessScore" as completeness_score, c."nodeCount" as nodes, c."edgeCount" as edges, c.identity,
      (select v.passed from "Verification" v where v."circuitId" = c.id and v."computedAt" is not null
        order by v.id desc limit 1) as verified,
      exists (select 1 from "CausalCheck" k where k."circuitId" = c.id and k."computedAt" is not null) as causally_checked
    from (${told}) t join "Circuit" c on c.id = t.id join "Run" u on u.id = c."runId" join "Model" m on m.id = u."modelId"
    where c."computedAt" is not null order by c.id`,
};

export const circuitFeatures: BundleTable = {
  name: "circuit_features",
  about: "Which features stand in the circuits of published findings, and how much of the target they carry.",
  licence: "CC0-1.0",
  columns: [
    { name: "circuit_id", type: "string", meaning: "The circuit, in circuits." },
    { name: "kind", type: "string", meaning: "The feature's dictionary: its kind," },
    { name: "set", type: "string", meaning: "its set," },
    { name: "layer", type: "int", meaning: "and its layer." },
    { name: "index", type: "int", meaning: "The feature's number there." },
    { name: "position", type: "int", meaning: "The token at which it stands, from 0." },
    { name: "activation", type: "double", meaning: "How strongly it fires there." },
    {
      name: "influence",
      type: "double",
      meaning: "Its share of influence on the target (docs/attribution.md).",
    },
    { name: "effect", type: "double", meaning: "Its predicted effect on the target's value." },
    { name: "expanded", type: "boolean", meaning: "Whether what it gets was traced." },
  ],
  query: `
    select n."circuitId"::text as circuit_id, s.kind::text as kind, s.name as set, d.layer, e.index, n.position, n.activation,
      n.influence, n.effect, n.expanded
    from (${told}) t join "CircuitFeature" n on n."circuitId" = t.id join "Feature" e on e.id = n."featureId"
    join "Dictionary" d on d.id = e."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    order by n."circuitId", s.kind, s.name, d.layer, e.index, n.position`,
};

export const evaluations: BundleTable = {
  name: "evaluations",
  about:
    "How well the circuits of published findings do over public prompt families. What was computed of each prompt is at /api/v1/evaluations/<id>/document.",
  licence: "CC0-1.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /evaluations/<id>." },
    { name: "circuit_id", type: "string", meaning: "The circuit, in circuits." },
    { name: "family_id", type: "string", meaning: "The family, in families," },
    { name: "family_version", type: "int", meaning: "and its version." },
    {
      name: "counterfactuals",
      type: "string",
      meaning: "The rule that made them; null for the family's own way.",
    },
    { name: "only", type: "string", meaning: "shown or held-out prompts alone; null for both." },
    { name: "prompts", type: "int", meaning: "How many prompts it was computed on." },
    { name: "metric", type: "string", meaning: "What was measured of the model's answer." },
    { name: "random_circuits", type: "int", meaning: "How many matched random circuits it stands beside." },
    { name: "seed", type: "int", meaning: "By which prompts and random circuits were drawn." },
    {
      name: "shares",
      type: "json",
      meaning:
        "By ablation: sufficiency and necessity as shares of the metric, and the percentile of the first among random circuits; null where there is none (docs/evidence.md, section 7).",
    },
    { name: "computed_at", type: "moment", meaning: "When it was computed." },
  ],
  query: `
    select e.id::text, e."circuitId"::text as circuit_id, e."familyId"::text as family_id, e."familyVersion" as family_version,
      e.rule as counterfactuals, e.only, e.prompts, e.metric, e."randomCircuits" as random_circuits, e.seed, e.shares,
      e."computedAt" as computed_at
    from "Evaluation" e join (${told}) t on t.id = e."circuitId"
    join "Family" f on f.id = e."familyId" and f."isPublic"
    where e."computedAt" is not null order by e.id`,
};
