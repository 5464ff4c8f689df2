import type { StarterPrompt } from "./starter-prompt";

const model = "storybook-4l";

/** What comes next: what stood before, what is in order, and what was learned by heart. */
export const wordPrompts: readonly StarterPrompt[] = [
  {
    name: "induction-short-prefix",
    ...{ model, text: "zuri bako lemi. zuri bako" },
    target: { of: "attention-feature", layer: 3 },
    title:
      "Made-up words once before: the last attention layer finds what followed, and the model does not say it",
    question:
      "Words that nobody has ever seen can only be continued by what followed them before (induction). Does the model do that after it has seen them once?",
    claims: [
      { claim: "does-not-predict", token: " lem" },
      { claim: "target-reads", at: { token: " lem" } },
    ],
    tags: ["induction", "not found"],
  },
  {
    name: "induction-long-prefix",
    ...{ model, text: "zuri bako lemi. zuri bako lemi. zuri bako" },
    target: { of: "attention-feature", layer: 3 },
    title: "Made-up words twice before: found again, and still not said",
    question: "The same words, seen twice before. Is what follows them expected now?",
    claims: [
      { claim: "does-not-predict", token: " lem" },
      { claim: "target-reads", at: { token: " lem" } },
    ],
    tags: ["induction", "not found"],
  },
  {
    name: "induction-of-a-name",
    ...{ model, text: "Zuri Bako was a wizard. Everyone feared Zuri" },
    target: { of: "logit", token: " B" },
    title: "A wizard's made-up name: its second half is read where it stood",
    question:
      "A made-up name of two words comes back with its first word. Is the second one copied from where it stood?",
    claims: [
      { claim: "predicts", token: " B", atLeast: 0.8 },
      { claim: "read-by", at: { token: " B" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["induction", "names"],
  },
  {
    name: "induction-of-two-words",
    ...{ model, text: "kode ruma. kode ruma. kode" },
    target: { of: "logit", token: " r" },
    title: "Two made-up words again and again: the next one is read where it stood last",
    question:
      "Two made-up words alternate. Is the next one read where it stood, and if so, where: the first time or the last?",
    claims: [
      { claim: "predicts", token: " r", atLeast: 0.8 },
      { claim: "read-by", at: { token: " r", nth: 2 } },
    ],
    tags: ["induction"],
  },
  {
    name: "days-in-order",
    ...{ model, text: "Monday, Tuesday, Wednesday, Thursday," },
    target: { of: "logit", token: " Friday" },
    title: "Days in order: of the days Thursday gives most to Friday, and Wednesday gives too",
    question:
      "After four days in order the fifth is clear. Is it counted on from the last one, or read off all of them?",
    claims: [
      { claim: "predicts", token: " Friday", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " Thursday" } },
      { claim: "gives", at: { token: " Wednesday" }, atLeast: 0.1 },
      { claim: "read-by", at: { token: " Thursday" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["order"],
  },
  {
    name: "tomorrow",
    ...{ model, text: "Today is Saturday. Tomorrow is" },
    target: { of: "logit", token: " Sunday" },
    title: "Tomorrow is Sunday: read off Saturday",
    question: "Only one day is named, and it is the next one that is asked for.",
    claims: [
      { claim: "predicts", token: " Sunday", atLeast: 0.8 },
      { claim: "gives-most", at: { token: " Saturday" } },
      { claim: "read-by", at: { token: " Saturday" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["order"],
  },
  {
    name: "months-in-order",
    ...{ model, text: "March, April, May," },
    target: { of: "logit", token: " June" },
    title: "Months in order: of the months May gives most to June",
    question: "The same as with the days. Is it again the last one that counts most?",
    claims: [
      { claim: "predicts", token: " June", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " May" } },
      { claim: "read-by", at: { token: " May" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["order"],
  },
  {
    name: "sum",
    ...{ model, text: "two plus three is" },
    target: { of: "logit", token: " five" },
    title: "Two plus three: the model does not add",
    question: "Numbers in order are continued. Are they added, too?",
    claims: [
      { claim: "does-not-predict", token: " five" },
      { claim: "gives-most", at: { token: " three" } },
    ],
    tags: ["numbers", "not found"],
  },
  {
    name: "cow-and-its-sound",
    ...{ model, text: "A cow can" },
    target: { of: "logit", token: " moo" },
    title: "A cow can moo: the sound is read off the animal",
    question:
      "Which sound an animal makes is something one has to know. Where does the model look it up from?",
    claims: [
      { claim: "predicts", token: " moo", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " cow" } },
      { claim: "read-by", at: { token: " cow" } },
    ],
    tags: ["animals", "knowledge"],
  },
  {
    name: "dog-and-its-sound",
    ...{ model, text: "John saw a big brown dog. The brown dog began to" },
    target: { of: "logit", token: " bark" },
    title: "The dog began to bark: began gives more than dog",
    question: "That there will be a sound, and which, are two questions. Which words answer them?",
    claims: [
      { claim: "predicts", token: " bark", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " began" } },
      { claim: "gives", at: { token: " dog", nth: 2 }, atLeast: 0.2 },
      { claim: "read-by", at: { token: " began" } },
      { claim: "read-by", at: { token: " dog", nth: 2 } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["animals", "knowledge"],
  },
  {
    name: "capital-of-france",
    ...{ model, text: "The capital of France is" },
    target: { of: "logit", token: " Paris" },
    title: "The capital of France: Paris is read off the country",
    question: "Something learned by heart: which city belongs to which country.",
    claims: [
      { claim: "predicts", token: " Paris", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " France" } },
      { claim: "read-by", at: { token: " France" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["knowledge"],
  },
  {
    name: "opposite-of-hot",
    ...{ model, text: "The opposite of hot is" },
    target: { of: "logit", token: " cold" },
    title: "The opposite of hot: cold is read off hot itself",
    question: "The word that is asked for is the one that the text does not have. What brings it?",
    claims: [
      { claim: "predicts", token: " cold", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " hot" } },
      { claim: "read-by", at: { token: " hot" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["knowledge"],
  },
  {
    name: "tired-again",
    ...{ model, text: '"Why are you tired?" Mary asked John. "I am' },
    target: { of: "logit", token: " tired" },
    title: "I am tired: the answer is read off the question",
    question:
      "Whoever is asked why they are tired says that they are tired because of something. Where does the word come from?",
    claims: [
      { claim: "predicts", token: " tired", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " tired" } },
      { claim: "read-by", at: { token: " tired" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["copying", "dialogue"],
  },
];
