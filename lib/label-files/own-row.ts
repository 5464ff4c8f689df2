import type { LabelledDictionary } from "./find-dictionaries";
import type { ReadLabel } from "./read-labels";

/** A line of our own file of labels (docs/formats.md): all that everybody is shown of one. */
export function ownRow(
  { model, set, dictionary }: LabelledDictionary,
  { naming, author, votesFor, votesAgainst, against, revisions, rationaleHiddenTo: _, ...label }: ReadLabel,
) {
  const leads = naming.leaderId === label.id;
  return {
    format: "circuit-commons/label@1",
    licence: "CC0-1.0",
    id: label.id,
    feature: {
      model: model.name,
      modelChecksum: model.checksum,
      ...{ kind: set.kind, set: set.name, setChecksum: set.checksum },
      ...{ release: set.release, repository: set.repository, sourceFile: set.sourceFile },
      ...{ layer: dictionary.layer, dictionaryChecksum: dictionary.checksum, index: label.index },
    },
    ...{ side: label.side, text: label.text, rationale: label.rationale },
    /** The same as a program; null where it has none. */
    program: label.program,
    // Null where the account is gone.
    author: author && { handle: author.handle, name: author.name },
    source: label.source,
    leads,
    /** Of the feature's side, if this leads there. */
    state: leads ? naming.state : null,
    votes: { for: votesFor, against: votesAgainst, reasons: against },
    blind: label.blind,
    blindByPrograms: label.blindByPrograms,
    pinpointed: label.pinpointed,
    pinpointedByPrograms: label.pinpointedByPrograms,
    /** Of the feature, told without a label; null of the output side. */
    intruders: naming.intruders,
    evidence: label.evidence,
    revisions: revisions.map(({ createdAt: at, ...each }) => ({ ...each, at })),
    ...{ createdAt: label.createdAt, updatedAt: label.updatedAt },
  };
}
