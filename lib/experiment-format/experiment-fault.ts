/** What is wrong with an experiment, in a sentence for who wrote it. */
export class ExperimentFault extends Error {
  override readonly name = "ExperimentFault";
}
