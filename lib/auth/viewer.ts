import { cookies, headers } from "next/headers";
import { cache } from "react";
import { isNoted } from "@/lib/kept-pages/showing";
import { guestOfPage } from "./guest-of-page";
import type { SessionUser } from "./session";
import { viewerFromRequest } from "./viewer-from-request";
import type { Viewer } from "./viewer-type";

export type { Viewer } from "./viewer-type";

const identify = cache(async () => {
  const sender = { cookies: await cookies(), headers: await headers() };
  // A page that may be kept is made for no guest in particular: its request carries nothing that tells them apart.
  return isNoted() ? { viewer: guestOfPage(), session: null } : viewerFromRequest(sender);
});

/** Who is looking, for pages. It is looked up once a request. */
export async function getViewer(): Promise<Viewer> {
  return (await identify()).viewer;
}

/** The viewer's own session, for the settings page; null for a guest. */
export async function getSessionUser(): Promise<SessionUser | null> {
  return (await identify()).session;
}
