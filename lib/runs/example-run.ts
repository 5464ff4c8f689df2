/** The text that stands in the prompt box of the first page, already run: who gets the drink? */
export const exampleRun = {
  model: "storybook-4l",
  text: "When Mary and John went to the store, John gave a drink to",
};
