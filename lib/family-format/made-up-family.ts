import { familyFormat, type WrittenFamily } from "./family";

/** A small family for tests: two paraphrases of one question, five names, two places. */
export function madeUpFamily(change: Partial<WrittenFamily> = {}): WrittenFamily {
  return {
    format: familyFormat,
    title: "Who gets it",
    roles: [
      { name: "IO", says: "who gets it", oneToken: true },
      { name: "S1", oneToken: true },
      { name: "S2", oneToken: true },
    ],
    words: { name: ["Mary", "John", "Tom", "Anna", "Peter"], place: ["store", "park"] },
    templates: [
      {
        ...{
          name: "when",
          text: "When [IO:{name}] and [S1:{name#2}] went to the {place}, [S2:{name#2}] gave",
        },
        ...{ answer: " {name}", distractor: " {name#2}" },
      },
      {
        ...{
          name: "after",
          text: "After [IO:{name}] and [S1:{name#2}] left the {place}, [S2:{name#2}] gave",
        },
        ...{ answer: " {name}", distractor: " {name#2}" },
      },
    ],
    draws: 6,
    seed: 3,
    ...change,
  };
}
