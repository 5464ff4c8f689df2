import { mutationOptions } from "@tanstack/react-query";
import { ask } from "./ask";
import { circuitAddress } from "./circuits";

/** Traces a circuit's target in another text, or says how far that is. */
export const retraceMutation = mutationOptions({
  mutationFn: ({ circuitId, ...body }: { circuitId: string; text: string }) =>
    ask((answers) => answers.retraceViewSchema, {
      method: "POST",
      address: `${circuitAddress(circuitId)}/retraces`,
      body,
    }),
});
