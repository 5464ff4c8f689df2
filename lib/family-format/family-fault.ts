/** What is wrong with a family, in a sentence for who wrote it. */
export class FamilyFault extends Error {
  override readonly name = "FamilyFault";
}
