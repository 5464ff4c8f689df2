import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { unsubscribe } from "@/lib/digests/unsubscribe";
import { leads, nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

const query = z.object({ secret: storableText.min(1).max(100) });

export const GET = route({
  summary:
    "Leads to the page that ends the e-mails that one of them has this link for: some mail programs open it as a page.",
  access: "anyone",
  query,
  answer: leads,
  // Opening it ends nothing: programs open links too.
  handle: async ({ query: { secret } }) => `/unsubscribe?${new URLSearchParams({ secret })}`,
});

export const POST = route({
  summary:
    "Ends the e-mails that one of them has this link for: what a mail program's button asks for (RFC 8058).",
  access: "anyone",
  whileSuspended: true,
  query,
  limit: { name: "unsubscribe", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: nothing,
  handle: ({ query }) => unsubscribe(query.secret),
});
