import type { Answerer, LabelScores, Mean, ScoredAuthor, SideScores } from "./view";

/** How authors of labels are called where their scores are told. */
export const authorWords: Readonly<Record<ScoredAuthor, string>> = {
  person: "People's labels",
  import: "Imported labels, made by other tools",
  program: "Programs' and agents' labels",
  labelProgram: "Labels as programs",
};

export const answererWords: Readonly<Record<Answerer, string>> = {
  people: "people",
  programs: "programs",
  itself: "the program itself",
};

export const sideWords = {
  input: "Where a feature fires",
  output: "What it makes the model say",
} as const;

/** A mean with its interval, to three places: of shares of some dozen answers more would be noise. */
export function meanWords({ value, low, high }: Mean): string {
  const interval =
    low === null || high === null
      ? "too few features for an interval"
      : `${low.toFixed(3)} to ${high.toFixed(3)}`;
  return `${value.toFixed(3)} (${interval})`;
}

/** What the scores as a whole say, as surely as the intervals of all differences hold together, of the question whose labels are better; nothing that they do not. */
export function answerWords({ sides }: Pick<LabelScores, "sides">): string {
  const compared = sides.flatMap(({ side, pairs }) =>
    pairs
      .filter(
        ({ first, second }) =>
          first.author === "person" && second.author !== "person" && first.by === "people",
      )
      .map((pair) => ({ ...pair, side })),
  );
  const told = compared.filter(({ difference }) => difference !== null && difference.low !== null);
  const checked = sides.some(({ authors }) => authors.some((each) => each.checked > 0));
  if (!checked) return "Nothing can be said yet: no label that stands was checked blind.";
  if (told.length === 0)
    return "Nothing can be said yet of whose labels are better: fewer than twenty features have two kinds of labels that were both checked.";
  const decided = told.filter(({ difference }) => (difference?.low ?? 0) > 0 || (difference?.high ?? 0) < 0);
  if (decided.length === 0)
    return "On the features of which two kinds of labels were both checked, no difference is told from none.";
  return decided
    .map(({ side, first, second, features, difference }) => {
      const more = (difference?.value ?? 0) > 0;
      const [better, worse] = more ? [first, second] : [second, first];
      return `${sideWords[side]}: ${authorWords[better.author]} score higher than ${authorWords[worse.author].toLowerCase()} on the ${features} features of which both were checked.`;
    })
    .join(" ");
}

/** The scores as lines to read. */
export function scoreLines(scores: LabelScores): string[] {
  const { takenBack, earlierWordings, beyond, programs } = scores.leftOut;
  return [
    answerWords(scores),
    ...scores.sides.flatMap(sideLines),
    "",
    `Not counted: ${takenBack} labels with answers that were taken back or are hidden, ${earlierWordings} answered by an earlier wording` +
      `${beyond + programs > 0 ? `, ${beyond} older checked labels, ${programs} older programs` : ""}.`,
    "Intervals are of 90%: of a score by itself, of the differences all together.",
    "Kinds of labels were checked on different features: only the differences compare like with like. /data/labels says more.",
  ];
}

function sideLines({ side, measure, guessing, authors, pairs }: SideScores): string[] {
  const what =
    measure === "balanced" ? "the mean of sensitivity and specificity" : "the share of right answers";
  return [
    ...["", `${sideWords[side]}: ${what}; guessing has ${guessing}`],
    ...authors
      .filter(({ standing, by, checked }) => standing > 0 && (by !== "programs" || checked > 0))
      .map(
        ({ author, by, standing, checked, answers, raters, mean }) =>
          `  ${authorWords[author]}, told by ${answererWords[by]}: ${checked} of ${standing} checked, ${answers} answers` +
          `${raters === null ? "" : ` of ${raters}`}; ${mean ? meanWords(mean) : "no score"}`,
      ),
    ...pairs
      .filter(({ features }) => features > 0)
      .map(
        ({ first, second, features, difference }) =>
          `  On the same ${features} features, ${authorWords[first.author]} (${answererWords[first.by]}) less ` +
          `${authorWords[second.author]} (${answererWords[second.by]}): ${difference ? meanWords(difference) : "nothing"}`,
      ),
  ];
}
