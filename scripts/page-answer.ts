import type { IncomingMessage, ServerResponse } from "node:http";
import { troubleWords } from "@/lib/db/trouble";
import { type PageInMaking, pagesInMaking } from "@/lib/http/page-in-making";
import { holdAnswer } from "./held-answer";
import { troubleDocument } from "./trouble-document";

/** Routes say themselves what is wrong, and files ask no database. */
const noPage = /^\/(api|_next)\//;

/**
 * Has a page made, and answers 503 with `retry-after` where the database keeps it from being made. Next answers 500 with
 * a document that needs its script, and to its router it says 200 before it knows. So what fails is held until it is known
 * why, and what is for the router until all of it is made or the page has it sent (`sendSoFar`).
 */
export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  make: () => Promise<void>,
): Promise<void> {
  const { url = "", method, headers } = request;
  if (noPage.test(url)) return make();
  const isForRouter = headers.rsc !== undefined;
  const isAction = headers["next-action"] !== undefined;
  const page: PageInMaking = {
    trouble: null,
    status: null,
    written: isForRouter ? null : new Map(),
    // Of a document Next knows itself when it may begin.
    sendSoFar: () => isForRouter && page.trouble === null && held.release(),
  };
  const sayStatus = () => {
    if (page.status !== null && response.statusCode === 200) response.statusCode = page.status;
  };
  const held = holdAnswer(response, {
    begins({ release }) {
      sayStatus();
      const mayFail = isForRouter || isAction || response.statusCode >= 500 || page.trouble !== null;
      if (!mayFail) release();
    },
    // Next tells of an error a few promises after it is thrown: they are done once this turn is.
    ends: ({ release, replace }) =>
      setImmediate(() => {
        if (page.trouble === null) {
          // What is for the router begins before its page knows.
          sayStatus();
          return release();
        }
        const { what, advice, retryAfterSeconds } = troubleWords[page.trouble];
        const told = { "cache-control": "no-store", "retry-after": String(retryAfterSeconds) };
        // Next's router shows an action's refusal that is plain text, and opens as a document what it cannot read.
        if (isForRouter || isAction)
          return replace(503, { ...told, "content-type": "text/plain" }, `${what} ${advice}`);
        const document = troubleDocument({
          ...{ what, retryAfterSeconds },
          isSent: method !== "GET" && method !== "HEAD",
          theme: /(?:^|; )theme=(light|dark)(?:;|$)/.exec(headers.cookie ?? "")?.[1],
          nonce: /'nonce-([\w+/=]+)'/.exec(String(response.getHeader("content-security-policy")))?.[1],
        });
        replace(503, { ...told, "content-type": "text/html; charset=utf-8" }, document);
      }),
  });
  await pagesInMaking().run(page, make);
}
