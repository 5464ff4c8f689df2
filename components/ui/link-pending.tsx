"use client";

import { useLinkStatus } from "next/link";

/** A line under the link that was followed, until the next page is there. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="link-pending" role="status" aria-label="Fetching the page" /> : null;
}
