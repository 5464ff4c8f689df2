"use client";

import { useLinkStatus } from "next/link";

/** The line under a link that was followed. It stays until the next page is there. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="link-pending" role="status" aria-label="Fetching the page" /> : null;
}
