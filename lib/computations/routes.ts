import { events, json } from "@/lib/http/answer";
import { type RouteHandler, route } from "@/lib/http/route";
import { cancel } from "./cancel";
import { cancelledSchema, computationProgressSchema, retriedSchema } from "./computation-view";
import type { ComputationDefinition } from "./define-computation";
import { retry } from "./retry";
import { watch } from "./watch";

/** GET of a computation's `events`: how far it is, live, and whether this reader may stop it. */
export function eventsRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    summary: `How far this ${definition.what} is, now and whenever that changes, until it is ready or failed.`,
    access: definition.access ?? "anyone",
    params: definition.address,
    problems: ["not-found", "too-many-requests"],
    answer: events(definition.kind, computationProgressSchema),
    handle: ({ params, viewer, signal }) => watch(definition, params, viewer, signal),
  });
}

/** POST of a computation's `cancel`: stops it for whoever had it begun. */
export function cancelRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    summary: `Stops this ${definition.what}, for whoever had it begun and for moderators.`,
    access: "member",
    keyScope: "compute",
    params: definition.address,
    problems: ["not-found"],
    answer: json(cancelledSchema),
    handle: ({ params, viewer }) => cancel(definition, params, viewer),
  });
}

/** POST of a computation's `retry`: begins again what failed or was cancelled. */
export function retryRoute<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
): RouteHandler {
  return route({
    summary: `Begins this ${definition.what} again, if it failed or was cancelled.`,
    access: definition.access ?? "anyone",
    keyScope: "compute",
    params: definition.address,
    problems: ["not-found", "too-many-requests"],
    answer: json(retriedSchema),
    handle: ({ params, viewer }) => retry(definition, params, viewer),
  });
}
