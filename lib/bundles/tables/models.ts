import type { BundleTable } from "../table";

const facts = "Facts of the models and dictionaries named; their own licences stand in the rows.";

export const models: BundleTable = {
  name: "models",
  about: "The language models of this site.",
  licence: facts,
  columns: [
    { name: "model", type: "string", meaning: "Its name, by which the other files name it." },
    { name: "display_name", type: "string", meaning: "Its name for readers." },
    { name: "architecture", type: "string", meaning: "Its family." },
    { name: "licence", type: "string", meaning: "Under which its weights are." },
    { name: "checksum", type: "string", meaning: "SHA-256 over its weights and configuration." },
    { name: "layers", type: "int", meaning: "Layers." },
    { name: "heads", type: "int", meaning: "Attention heads of a layer." },
    { name: "d_model", type: "int", meaning: "Width of the residual stream." },
    { name: "context_length", type: "int", meaning: "Tokens it reads at most." },
    { name: "vocabulary_size", type: "int", meaning: "Tokens it knows." },
    { name: "parameter_count", type: "bigint", meaning: "Its parameters." },
    {
      name: "heads_measured",
      type: "json",
      meaning: "Where its heads look and what they copy; null where it was not measured.",
    },
  ],
  query: `
    select m.name as model, m."displayName" as display_name, m.architecture, m.licence, m.checksum, m.layers, m.heads,
      m."dModel" as d_model, m."contextLength" as context_length, m."vocabularySize" as vocabulary_size,
      m."parameterCount" as parameter_count, h.measured as heads_measured
    from "Model" m left join "HeadMeasures" h on h."modelId" = m.id order by m.name`,
};

export const dictionaries: BundleTable = {
  name: "dictionaries",
  about: "Sparse autoencoders and transcoders, one a layer, by the set they are of.",
  licence: facts,
  columns: [
    { name: "model", type: "string", meaning: "The model's name." },
    { name: "kind", type: "string", meaning: "What it reads: attn, resid or mlp." },
    { name: "set", type: "string", meaning: "The set's name within the kind." },
    { name: "layer", type: "int", meaning: "Its layer, from 0." },
    { name: "features", type: "int", meaning: "How many features it has." },
    { name: "architecture", type: "string", meaning: "By which rule its features fire." },
    { name: "hook_in", type: "string", meaning: "The site it reads." },
    { name: "hook_out", type: "string", meaning: "The site it stands for." },
    { name: "licence", type: "string", meaning: "Under which its set is." },
    { name: "checksum", type: "string", meaning: "SHA-256 over its file." },
    {
      name: "quality",
      type: "json",
      meaning:
        "L0, explained variance, losses in nats, with standard errors; null where nothing measured it.",
    },
  ],
  query: `
    select m.name as model, s.kind::text as kind, s.name as set, d.layer, d."dSae" as features, d.architecture,
      d."hookIn" as hook_in, d."hookOut" as hook_out, s.licence, d.checksum, q.measured - 'indexId' as quality
    from "Dictionary" d join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"
    left join "DictionaryQuality" q on q."dictionaryId" = d.id order by m.name, s.kind, s.name, d.layer`,
};

export const features: BundleTable = {
  name: "features",
  about: "Features that a corpus has shown something of, with the names that a rule made of it.",
  licence: "CC0-1.0",
  columns: [
    { name: "model", type: "string", meaning: "The model's name." },
    { name: "kind", type: "string", meaning: "Its dictionary's kind." },
    { name: "set", type: "string", meaning: "Its dictionary's set." },
    { name: "layer", type: "int", meaning: "Its dictionary's layer." },
    { name: "index", type: "int", meaning: "Its number there." },
    {
      name: "stand_in_name",
      type: "string",
      meaning: "Made by rule from what was measured; no person's label.",
    },
    { name: "density", type: "double", meaning: "Share of the tokens read at which it fires." },
    { name: "max_activation", type: "double", meaning: "Its strongest activation there." },
    {
      name: "main_head",
      type: "int",
      meaning: "Of attention features, the head with the longest part of the decoder row.",
    },
    { name: "main_head_share", type: "double", meaning: "That part, over the sum of all heads' lengths." },
    {
      name: "intruders",
      type: "json",
      meaning:
        "Which of five texts does not belong, told by people without a label (people), by people who knew one (knowing) and by programs: counts, shares with 90% intervals, and chance; null before the first hand.",
    },
  ],
  query: `
    select m.name as model, s.kind::text as kind, s.name as set, d.layer, e.index, e."standIn" as stand_in_name, e.density,
      e."maxActivation" as max_activation, e."mainHead" as main_head,
      case when e."mainHead" is not null then e."mainHeadShare" end as main_head_share, n.intruders
    from "FeatureEvidence" e join "Dictionary" d on d.id = e."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    left join "Naming" n on n."dictionaryId" = e."dictionaryId" and n.index = e.index and n.side = 'input'
    order by m.name, s.kind, s.name, d.layer, e.index`,
};
