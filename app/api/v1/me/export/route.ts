import { exportAccount } from "@/lib/account-data/export-account";
import { type Answer, streamed } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

/** Of what is in memory at once: some rows, of which a revision of a finding is the largest. */
const maxPieceBytes = 16 * 1024 * 1024;

const accountFile: Answer<AsyncGenerator<string>> = {
  ...{ status: 200, mediaType: "application/json", schema: null },
  respond: (pieces, { requestId }) =>
    streamed(pieces, maxPieceBytes, requestId, {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="circuit-commons-account.json"',
    }),
};

export const GET = route({
  summary: "Everything that the site has of oneself, as one JSON document.",
  access: "member",
  session: true,
  limit: { name: "export-account", points: 6, perSeconds: 60 * 60 },
  answer: accountFile,
  handle: async ({ viewer }) => exportAccount(viewer.id),
});
