import type { ComputationDefinition } from "./define-computation";

/**
 * The same computation in the lane of what nobody waits for. Whoever asks for the same by its own definition moves it to
 * where people's work is done (./ask.ts).
 */
export function inBackground<Address, Question, Where, Kind extends string>(
  definition: ComputationDefinition<Address, Question, Where, Kind>,
): ComputationDefinition<Address, Question, Where, Kind> {
  return { ...definition, lane: "background" };
}
