import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { unsubscribe } from "@/lib/digests/unsubscribe";
import { nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const POST = route({
  summary:
    "Ends the e-mails that one of them has this link for: what a mail program's button asks for (RFC 8058).",
  access: "anyone",
  whileSuspended: true,
  query: z.object({ secret: storableText.min(1).max(100) }),
  limit: { name: "unsubscribe", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: nothing,
  handle: ({ query }) => unsubscribe(query.secret),
});
