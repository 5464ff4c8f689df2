import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { instantSchema } from "@/lib/instant";

/** The words of the audit log. Schemas alone, so that the browser's code may import them. */

export const actKinds = [
  ...(["suspend", "lift", "hide", "show", "lock", "unlock", "dismiss", "undo"] as const),
  // Of disputes of a label's gold items.
  ...(["uphold", "overrule"] as const),
  // Of models that administrators take up.
  ...(["adopt", "stop"] as const),
] as const;
export type ActKind = (typeof actKinds)[number];

/** What moderators act on and reports are about. */
export const subjectKinds = [
  ...([
    "person",
    "finding",
    "collection",
    "family",
    "experiment",
    "project",
    "bounty",
    "wanted",
    "label",
    "rationale",
    "feature",
  ] as const),
  ...(["comment", "conversation"] as const),
] as const;
export type SubjectKind = (typeof subjectKinds)[number];
/** What the log tells of: an import of labels too, which is undone by an act of its own, and the adoption of a model. */
export const loggedKinds = [...subjectKinds, "import", "adoption"] as const;

/**
 * Which one: an id, of a person their handle, and of a feature `dictionaryId.index`. In the log a person's is an id, which a handle that
 * somebody else takes later does not change.
 */
export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** The same as the log has it. */
export interface LoggedSubject {
  kind: (typeof loggedKinds)[number];
  id: string;
}

export const maxReasonLength = 1000;

/** Why: for the person concerned too. */
export const actReason = storableText
  .trim()
  .min(3, "Say why, in words that the person concerned understands.")
  .max(maxReasonLength, `Use at most ${maxReasonLength.toLocaleString("en")} characters.`);

const personSchema = z.object({ handle: z.string(), name: z.string().nullable() }).nullable();

export const actViewSchema = z
  .object({
    id: z.string().describe("Counts up."),
    at: instantSchema,
    kind: z.enum(actKinds),
    subject: z.object({ kind: z.enum(loggedKinds), id: z.string() }),
    title: z.string().describe("What it was about, in words, as far as it is still there."),
    path: z.string().nullable().describe("Where it stands, if it has a page."),
    actor: personSchema.describe("Null where the site itself did it, or the account is gone."),
    person: personSchema.describe("Whom it concerns; null where the account is gone."),
    reason: z.string(),
    until: instantSchema.nullable(),
  })
  .meta({ id: "ModerationAct" });
export type ActView = z.output<typeof actViewSchema>;
