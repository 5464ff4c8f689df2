import { formsOfDictionaryLearning } from "./forms-of-dictionary-learning";
import { formsOfKissane, formsOfParams, formsOfSparsify } from "./forms-of-others";
import { formsOfSaeLens } from "./forms-of-sae-lens";
import { formsOfTranscoders } from "./forms-of-transcoders";
import type { Form } from "./written-form";

/** Every form that dictionaries are published in and that is read here, by trainer. */
export const forms: Form[] = [
  ...[formsOfKissane, formsOfDictionaryLearning, formsOfSparsify, formsOfParams].flat(),
  ...[formsOfSaeLens, formsOfTranscoders].flat(),
];
