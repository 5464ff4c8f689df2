import type { BundleTable } from "../table";

/* What everybody may see of labelling projects (lib/projects/visible-projects.ts). Who was invited, and who judged what there, is not among it. */

export const projects: BundleTable = {
  name: "projects",
  about: "Labelling projects that everybody sees, with what they are to reach.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "slug", type: "string", meaning: "By which the site knows it: /projects/<slug>." },
    { name: "creator", type: "string", meaning: "The handle of who began it." },
    { name: "title", type: "string", meaning: "Its title." },
    { name: "goal", type: "string", meaning: "What is to be reached." },
    { name: "guidelines", type: "string", meaning: "What its members are asked to follow, Markdown." },
    { name: "overlap", type: "int", meaning: "How many people are to judge each feature." },
    { name: "is_open", type: "boolean", meaning: "Whether anybody may join." },
    { name: "members", type: "int", meaning: "How many people take part." },
    { name: "features", type: "int", meaning: "How many features it is about, in project_features." },
    { name: "created_at", type: "moment", meaning: "When it was begun." },
  ],
  query: `
    select p.slug, u.handle as creator, p.title, p.goal, p.guidelines, p.overlap::int as overlap, p."isOpen" as is_open,
      (select count(*) from "ProjectMember" m where m."projectId" = p.id)::int as members,
      (select count(*) from "ProjectFeature" f where f."projectId" = p.id)::int as features, p."createdAt" as created_at
    from "Project" p join "User" u on u.id = p."creatorId" where p."isShown" order by p.id`,
};

export const projectFeatures: BundleTable = {
  name: "project_features",
  about: "The features that projects are about.",
  licence: "CC0-1.0",
  columns: [
    { name: "project", type: "string", meaning: "The project, in projects." },
    { name: "model", type: "string", meaning: "The model's name." },
    { name: "kind", type: "string", meaning: "Its dictionary's kind." },
    { name: "set", type: "string", meaning: "Its dictionary's set." },
    { name: "layer", type: "int", meaning: "Its dictionary's layer." },
    { name: "index", type: "int", meaning: "Its number there." },
  ],
  query: `
    select p.slug as project, m.name as model, s.kind::text as kind, s.name as set, d.layer, f.index
    from "ProjectFeature" f join "Project" p on p.id = f."projectId" and p."isShown"
    join "Dictionary" d on d.id = f."dictionaryId" join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"
    order by f."projectId", f.id`,
};
