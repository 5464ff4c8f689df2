import type { BundleTable } from "../table";

/** What everybody may read of conversations: comments that stand, about features and about findings that are published now. */
export const comments: BundleTable = {
  name: "comments",
  about: "What is said of features and of published findings. What was deleted or hidden is not among it.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it." },
    {
      name: "conversation_id",
      type: "string",
      meaning: "Its conversation: /conversations/<conversation_id>.",
    },
    {
      name: "finding_id",
      type: "string",
      meaning: "The finding that is talked about, in findings; else null.",
    },
    { name: "model", type: "string", meaning: "Of a feature that is talked about: its model," },
    { name: "kind", type: "string", meaning: "its dictionary's kind," },
    { name: "set", type: "string", meaning: "its set," },
    { name: "layer", type: "int", meaning: "its layer," },
    { name: "index", type: "int", meaning: "and its number there; null of a finding." },
    { name: "author", type: "string", meaning: "The author's handle; null of an account that was deleted." },
    { name: "by_program", type: "boolean", meaning: "Whether a program wrote it for its author." },
    { name: "body", type: "string", meaning: "What is said, Markdown." },
    { name: "created_at", type: "moment", meaning: "When it was written." },
    { name: "updated_at", type: "moment", meaning: "When it was changed last." },
  ],
  query: `
    select m.id::text, c.id::text as conversation_id, f.id::text as finding_id, l.name as model, s.kind::text as kind, s.name as set,
      d.layer, case when d.id is not null then split_part(c."subjectId", '.', 2)::int end as index,
      u.handle as author, m."byProgram" as by_program, m.body, m."createdAt" as created_at, m."updatedAt" as updated_at
    from "Comment" m join "Conversation" c on c.id = m."conversationId"
    left join "Finding" f on c."subjectKind" = 'finding' and f.id::text = c."subjectId" and f."publishedAt" is not null
    left join "Dictionary" d on c."subjectKind" = 'feature' and d.id::text = split_part(c."subjectId", '.', 1)
    left join "DictionarySet" s on s.id = d."setId" left join "Model" l on l.id = s."modelId"
    left join "User" u on u.id = m."authorId"
    where m."isPublic" and m."deletedAt" is null and (f.id is not null or d.id is not null) order by m.id`,
};
