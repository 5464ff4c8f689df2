import type { BundleTable } from "../table";

export const labels: BundleTable = {
  name: "labels",
  about: "What people propose to call features, with who proposed it and what others think of it.",
  licence: "CC0-1.0",
  columns: [
    { name: "id", type: "string", meaning: "The label's id." },
    { name: "model", type: "string", meaning: "The model's name." },
    { name: "kind", type: "string", meaning: "Its dictionary's kind." },
    { name: "set", type: "string", meaning: "Its dictionary's set." },
    { name: "layer", type: "int", meaning: "Its dictionary's layer." },
    { name: "index", type: "int", meaning: "The feature's number in its dictionary." },
    {
      name: "side",
      type: "string",
      meaning: "input: what makes the feature fire; output: what it makes the model say.",
    },
    { name: "text", type: "string", meaning: "What it says." },
    { name: "rationale", type: "string", meaning: "Why, as Markdown; empty where nothing was said." },
    { name: "author", type: "string", meaning: "Its author's handle; null where the account is gone." },
    { name: "source", type: "string", meaning: "What kind of author that is: person, program or import." },
    { name: "leads", type: "boolean", meaning: "Whether its feature is called that at present." },
    {
      name: "state",
      type: "string",
      meaning: "Of the feature's side, if it leads: proposed, contested or supported.",
    },
    { name: "votes_for", type: "int", meaning: "Votes for what it says." },
    { name: "votes_against", type: "int", meaning: "Votes against what it says." },
    {
      name: "blind",
      type: "json",
      meaning:
        "What people told blind by it, counts and shares with 90% intervals; null before the first answer.",
    },
    { name: "evidence", type: "json", meaning: "Examples and circuits that its author pinned to it." },
    { name: "revision", type: "int", meaning: "How often it was saved." },
    { name: "created_at", type: "moment", meaning: "When it was proposed." },
    { name: "updated_at", type: "moment", meaning: "When it was saved last." },
    {
      name: "blind_by_programs",
      type: "json",
      meaning: "The same as blind of what programs answered, which decides nothing.",
    },
    {
      name: "pinpointed",
      type: "json",
      meaning:
        "At which token people said blind by it that the feature fires most: counts, shares with 90% intervals, and chance; null before the first hand.",
    },
    {
      name: "pinpointed_by_programs",
      type: "json",
      meaning: "The same as pinpointed of what programs answered.",
    },
    {
      name: "program",
      type: "string",
      meaning: "The same as a program, for each token of a text yes or no; null where it has none.",
    },
    {
      name: "program_score",
      type: "json",
      meaning:
        "How the program scores on the corpora that were read last, by activation band; null where nobody asked.",
    },
  ],
  query: `
    select l.id::text as id, m.name as model, s.kind::text as kind, s.name as set, d.layer, l.index, l.side::text as side,
      l.text, l.rationale, u.handle as author, l.source::text as source, n."leaderId" is not distinct from l.id as leads,
      case when n."leaderId" = l.id then n.state::text end as state,
      l."votesFor" as votes_for, l."votesAgainst" as votes_against, l.blind, l.evidence, l.revision,
      l."createdAt" as created_at, l."updatedAt" as updated_at, l."blindByPrograms" as blind_by_programs,
      l.pinpointed, l."pinpointedByPrograms" as pinpointed_by_programs, l.program,
      (select p.result from "ProgramScore" p join "FeatureEvidence" e on e."dictionaryId" = p."dictionaryId"
          and e.index = p.index and e."indexId" = p."indexId"
        where p."dictionaryId" = l."dictionaryId" and p.index = l.index and p.program = l.program) as program_score
    from "Label" l join "Dictionary" d on d.id = l."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId" left join "User" u on u.id = l."authorId"
    join "Naming" n on n."dictionaryId" = l."dictionaryId" and n.index = l.index and n.side = l.side
    where l."withdrawnAt" is null order by l.id`,
};
