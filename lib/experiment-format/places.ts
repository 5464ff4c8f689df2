/* Words in the place of numbers. By themselves, so that the browser's code needs no schema for them. */

/** In place of a layer's number: a condition with it is made once for each layer of the model. */
export const eachLayer = "each";
/** In place of the number of a head that is ablated: a condition with it is made once for each head of a layer. */
export const eachHead = "each";
/** In place of a layer's number: the intervention is made at all layers of the model together. */
export const allLayers = "all";
