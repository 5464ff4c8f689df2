import { type Family, familyFormat } from "@/lib/family-format/family";

/** What stands in the form at first: small, and sound. */
export const exampleFamily: Family = {
  format: familyFormat,
  title: "Who gets it",
  description: "",
  roles: [
    { name: "IO", says: "the name that stands once", oneToken: true, everywhere: true },
    { name: "S2", says: "the giver, for the second time", oneToken: true, everywhere: true },
    { name: "END", says: "the last token", oneToken: true, everywhere: true },
  ],
  words: { name: ["Mary", "John", "Tom", "Anna", "Peter"], place: ["store", "park", "school"] },
  templates: [
    {
      name: "went to",
      variant: "",
      text: "When [IO:{name}] and {name#2} went to the {place}, [S2:{name#2}] gave a drink [END:to]",
      answer: " {name}",
      distractor: " {name#2}",
      counterfactual: null,
    },
  ],
  counterfactuals: [{ name: "giver is the other one", rule: "same-word", role: "S2", as: "IO" }],
  draws: 10,
  seed: 1,
  heldOutPercent: 50,
};
