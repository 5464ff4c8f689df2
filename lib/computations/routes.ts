import { eventStream } from "@/lib/http/event-stream";
import { type RouteHandler, route } from "@/lib/http/route";
import { cancel } from "./cancel";
import type { ComputationDefinition } from "./define-computation";
import { retry } from "./retry";
import { watch } from "./watch";

/** GET of a computation's `events`: how far it is, live, and whether this reader may stop it. */
export function eventsRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    access: definition.access ?? "anyone",
    params: definition.address,
    handle: async ({ params, viewer, request: { signal } }) =>
      eventStream(definition.kind, await watch(definition, params, viewer, signal), { viewer, signal }),
  });
}

/** POST of a computation's `cancel`: stops it for whoever had it begun. */
export function cancelRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    access: "member",
    params: definition.address,
    handle: ({ params, viewer }) => cancel(definition, params, viewer),
  });
}

/** POST of a computation's `retry`: begins again what failed or was cancelled. */
export function retryRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    access: definition.access ?? "anyone",
    params: definition.address,
    handle: ({ params, viewer }) => retry(definition, params, viewer),
  });
}
