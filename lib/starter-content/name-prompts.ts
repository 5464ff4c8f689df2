import type { StarterPrompt } from "./starter-prompt";

const model = "storybook-4l";

/** Who is meant: names, pronouns, and who has what. */
export const namePrompts: readonly StarterPrompt[] = [
  {
    name: "indirect-object",
    ...{ model, text: "When Mary and John went to the store, John gave a drink to" },
    target: { of: "difference", token: " Mary", minus: " John" },
    title: "Who gets the drink: John's second mention speaks for Mary",
    question:
      "Two people go somewhere and one of them gives something away. Whoever reads on must find out who is left over: one name stands once, the other twice. What makes the model prefer the one over the other?",
    claims: [
      { claim: "predicts", token: " Mary", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " John", nth: 2 } },
      { claim: "read-by", at: { token: " John", nth: 2 } },
      { claim: "gives-little", at: { token: " Mary" }, atMost: 0.1 },
    ],
    tags: ["indirect object", "names"],
  },
  {
    name: "indirect-object-other-way-round",
    ...{ model, text: "When Mary and John went to the store, Mary gave a drink to" },
    target: { of: "difference", token: " John", minus: " Mary" },
    title: "The same with the names' parts exchanged: Mary's second mention speaks for John",
    question:
      "If Mary gives the drink, John gets it. Is it the same way round here, with the first name of the two as the one that stands twice?",
    claims: [
      { claim: "predicts", token: " John", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " Mary", nth: 2 } },
      { claim: "read-by", at: { token: " Mary", nth: 2 } },
      { claim: "gives-little", at: { token: " John" }, atMost: 0.2 },
    ],
    tags: ["indirect object", "names"],
  },
  {
    name: "pronoun-him",
    ...{ model, text: "John worked as a doctor, and everyone knew" },
    target: { of: "difference", token: " him", minus: " her" },
    title: "Everyone knew him: the pronoun's gender is read off the name John",
    question:
      "Nothing in this text but the name says whether the doctor is a man or a woman. Is the name what decides?",
    claims: [
      { claim: "predicts", token: " him", atLeast: 0.9 },
      { claim: "gives-most", at: { token: "John" } },
      { claim: "read-by", at: { token: "John" } },
    ],
    tags: ["pronouns", "names"],
  },
  {
    name: "pronoun-her",
    ...{ model, text: "Sarah worked as a doctor, and everyone knew" },
    target: { of: "difference", token: " her", minus: " him" },
    title: "Everyone knew her: the pronoun's gender is read off the name Sarah",
    question: "The same sentence with a woman's name. Are the same features at work, or others?",
    claims: [
      { claim: "predicts", token: " her", atLeast: 0.9 },
      { claim: "gives-most", at: { token: "Sarah" } },
      { claim: "read-by", at: { token: "Sarah" } },
    ],
    tags: ["pronouns", "names"],
  },
  {
    name: "reflexive-himself",
    ...{ model, text: "John lost his ball and looked for it by" },
    target: { of: "difference", token: " himself", minus: " herself" },
    title: "By himself: the gender is read off his, more than off the name",
    question: "Here the name and the word his both say that it is a man. Which of them is used?",
    claims: [
      { claim: "predicts", token: " himself", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " his" } },
      { claim: "read-by", at: { token: " his" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["pronouns"],
  },
  {
    name: "reflexive-herself",
    ...{ model, text: "Sarah lost her ball and looked for it by" },
    target: { of: "difference", token: " herself", minus: " himself" },
    title: "By herself: the gender is read off her, and hardly off the name",
    question: "The same with a woman. Is it again the pronoun, and not the name?",
    claims: [
      { claim: "predicts", token: " herself", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " her" } },
      { claim: "read-by", at: { token: " her" } },
      { claim: "gives-little", at: { token: "Sarah" }, atMost: 0.15 },
    ],
    tags: ["pronouns"],
  },
  {
    name: "name-after-a-gap",
    ...{ model, text: "There was a girl named Rose. The sun was shining. One day," },
    target: { of: "logit", token: " Rose" },
    title: "A name after a gap: a sentence about the sun is looked past",
    question:
      "The girl's name stands a whole sentence back, and the sentence between speaks of something else. Where does the model get the name from?",
    claims: [
      { claim: "predicts", token: " Rose", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " Rose" } },
      { claim: "read-by", at: { token: " Rose" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["names", "long distance"],
  },
  {
    name: "best-friend",
    ...{
      model,
      text: "My best friend is called Tom. Nobody said a word. Yesterday I saw my best friend",
    },
    target: { of: "logit", token: " Tom" },
    title: "My best friend: Yesterday gives more to the name than where it stood",
    question:
      "For a name to follow, two things must be known: that a name comes now, and which. Do they come from the same place?",
    claims: [
      { claim: "predicts", token: " Tom", atLeast: 0.9 },
      { claim: "gives-most", at: { token: " Yesterday" } },
      { claim: "gives", at: { token: " Tom" }, atLeast: 0.3 },
      { claim: "read-by", at: { token: " Tom" } },
      { claim: "agrees", atLeast: 0.6 },
    ],
    tags: ["names", "long distance"],
  },
  {
    name: "who-has-the-ball",
    ...{ model, text: 'Mary has the ball. John does not have the ball. "Who has the ball?" "' },
    target: { of: "difference", token: "Mary", minus: "John" },
    title: "Who has the ball: the model knows, and this circuit says little of how",
    question:
      "Of two people one has the ball and one has not. To answer, the word not must be joined with the right name. Does the circuit show that?",
    claims: [
      { claim: "predicts", token: "Mary", atLeast: 0.7 },
      { claim: "disagrees", atMost: 0.5 },
    ],
    tags: ["possession", "not found"],
  },
  {
    name: "key-in-the-box",
    ...{
      model,
      text: "The key was in the box. Mary looked in the drawer, but the key was not there. It was in the",
    },
    target: { of: "difference", token: " box", minus: " drawer" },
    title: "Which box the key is in: the model knows, and this circuit does not say how",
    question:
      "Two places are named, and in one of them the key is not. The model must tell them apart. Does the circuit of the difference show how?",
    claims: [
      { claim: "predicts", token: " box", atLeast: 0.8 },
      { claim: "disagrees", atMost: 0.4 },
    ],
    tags: ["possession", "not found"],
  },
];
