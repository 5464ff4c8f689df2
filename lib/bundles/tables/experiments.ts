import type { BundleTable } from "../table";

/** What everybody may see of experiments (lib/experiments/visible-experiments.ts). */
export const experiments: BundleTable = {
  name: "experiments",
  about:
    "Public experiments over public prompt families: what was asked and expected, and what its author concludes. Its results are at /api/v1/experiments/<id>/results/<number>.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /experiments/<id>." },
    { name: "owner", type: "string", meaning: "The handle of whose it is." },
    { name: "title", type: "string", meaning: "Its title." },
    { name: "model", type: "string", meaning: "The model, in models." },
    { name: "family_id", type: "string", meaning: "The prompt family, in families." },
    { name: "family_version", type: "int", meaning: "Its version." },
    {
      name: "forked_from",
      type: "string",
      meaning: "The public experiment it was forked from; null where there is none.",
    },
    { name: "hash", type: "string", meaning: "SHA-256 of the experiment, its family by its hash." },
    { name: "document", type: "json", meaning: "The experiment without its family (docs/formats.md)." },
    {
      name: "holds",
      type: "string",
      meaning:
        "Whether its author concludes that the hypothesis holds: yes, no, partly; null where they say nothing.",
    },
    { name: "conclusion", type: "string", meaning: "What they conclude." },
    { name: "concluded_at", type: "moment", meaning: "When they wrote that last." },
    { name: "created_at", type: "moment", meaning: "When the site had it." },
    { name: "computed_at", type: "moment", meaning: "When its first result was there; null for none." },
  ],
  query: `
    select e.id::text, u.handle as owner, e.title, m.name as model, e."familyId"::text as family_id,
      e."familyVersion" as family_version, o.id::text as forked_from, e.hash, e.document, e.holds, e.conclusion,
      e."concludedAt" as concluded_at, e."createdAt" as created_at, r."computedAt" as computed_at
    from "Experiment" e join "User" u on u.id = e."ownerId" join "Model" m on m.id = e."modelId"
    join "Family" f on f.id = e."familyId" and f."isPublic"
    left join "ExperimentResult" r on r."experimentId" = e.id and r.number = 1
    left join ("Experiment" o join "Family" g on g.id = o."familyId" and g."isPublic") on o.id = e."forkedFromId" and o."isPublic"
    where e."isPublic" order by e.id`,
};
