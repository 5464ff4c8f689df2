import path from "node:path";
import { expect, test } from "vitest";
import { apiDocument } from "@/lib/api-document/api-document";
import { clientTypes } from "@/lib/api-document/client-types";
import { findApiRoutes } from "./find-api-routes";

test("the TypeScript client's types are those of the API document", async () => {
  const document = apiDocument(await findApiRoutes(), {
    ...{ url: "https://commons.example", version: "1", cookie: "session" },
  });
  // Written anew by `npx vitest run --project unit app/api -u`, so that a changed answer is seen as a changed line.
  await expect(clientTypes(document)).toMatchFileSnapshot(path.resolve("clients/typescript/api.ts"));
});
