"use client";

import { useEffect } from "react";

/**
 * Opens the page anew where it is the database's trouble that broke it: then it says so itself, tries again and comes
 * back (scripts/trouble-document.ts).
 */
export function useOpenedAnew(): void {
  useEffect(() => {
    const head = fetch(location.href, { method: "HEAD", redirect: "manual", cache: "no-store" });
    head.then(({ status }) => status === 503 && location.reload()).catch(() => {});
  }, []);
}
