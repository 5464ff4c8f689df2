import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { SessionUser } from "./session";
import { viewerFromRequest } from "./viewer-from-request";
import type { Viewer } from "./viewer-type";

export type { Viewer } from "./viewer-type";

const identify = cache(async () => viewerFromRequest({ cookies: await cookies(), headers: await headers() }));

/** Who is looking, for pages. It is looked up once a request. */
export async function getViewer(): Promise<Viewer> {
  return (await identify()).viewer;
}

/** The viewer's own session, for the settings page; null for a guest. */
export async function getSessionUser(): Promise<SessionUser | null> {
  return (await identify()).session;
}
