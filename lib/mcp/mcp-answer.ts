import { z } from "zod";
import type { Answer } from "@/lib/http/answer";

/** A message as the protocol's own library answers it; 202 is that of a notification, which nobody answers. */
export const mcpAnswer: Answer<Response> = {
  ...{ status: 200, mediaType: "application/json", schema: z.looseObject({}), otherStatuses: [202] },
  respond: (answered, { requestId }) => {
    const headers = new Headers(answered.headers);
    headers.set("x-request-id", requestId);
    headers.set("cache-control", "no-store");
    return new Response(answered.body, { status: answered.status, headers });
  },
};
