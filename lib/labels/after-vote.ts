import type { VoteReason } from "./label-words";
import type { FeatureLabels, LabelledSide, LabelView } from "./view";

/** A vote that is on its way; null takes one's vote back. */
export interface CastVote {
  labelId: string;
  vote: { value: 1 | -1; reason: VoteReason | null; words: string | null } | null;
}

/** A feature's labels as they will be once a vote has come: what leads is decided by who has all votes. */
export function afterVote(labels: FeatureLabels, cast: CastVote): FeatureLabels {
  const inSide = (side: LabelledSide): LabelledSide => ({
    ...side,
    proposals: side.proposals.map((label) =>
      label.id === cast.labelId ? withVote(label, cast.vote) : label,
    ),
  });
  return { input: inSide(labels.input), output: inSide(labels.output) };
}

function withVote(label: LabelView, vote: CastVote["vote"]): LabelView {
  const before = label.ownVote?.counts ? label.ownVote.value : 0;
  const now = vote?.value ?? 0;
  const change = (value: 1 | -1) => Number(now === value) - Number(before === value);
  return {
    ...label,
    votesFor: label.votesFor + change(1),
    votesAgainst: label.votesAgainst + change(-1),
    ownVote: vote && { ...vote, counts: true },
  };
}
