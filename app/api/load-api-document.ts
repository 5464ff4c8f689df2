import { type ApiDocument, apiDocument } from "@/lib/api-document/api-document";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { build } from "@/lib/build";
import { siteUrl } from "@/lib/env";
import { findApiRoutes } from "./find-api-routes";

let made: Promise<ApiDocument> | undefined;

/** The API document of this site. Made once a process: nothing in it changes while it runs. */
export function loadApiDocument(): Promise<ApiDocument> {
  made ??= findApiRoutes().then((routes) =>
    apiDocument(routes, { url: siteUrl(), version: build, cookie: sessionCookieName() }),
  );
  return made;
}
