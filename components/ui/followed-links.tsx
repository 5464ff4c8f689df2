"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";

/**
 * Follows the site's links (`Link`) by the router instead of opening a document, and shows a line under the one that was
 * followed until the next page is there. What asks for another window, a download or another site is the browser's.
 */
export function FollowedLinks() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [followed, setFollowed] = useState<HTMLAnchorElement | null>(null);

  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = followedBy(event);
      if (!link) return;
      event.preventDefault();
      // A list that was opened for it would stand open over the next page.
      link.closest<HTMLElement>("[popover]")?.hidePopover();
      setFollowed(link);
      const { pathname, search, hash, dataset } = link;
      startTransition(() => router.push(pathname + search + hash, { scroll: dataset.stays === undefined }));
    }
    // React listens on the document: what a component has dealt with comes here after it.
    window.addEventListener("click", follow);
    return () => window.removeEventListener("click", follow);
  }, [router]);

  useEffect(() => {
    if (!isPending || !followed) return;
    const line = document.createElement("span");
    line.className = "link-pending";
    line.role = "status";
    line.ariaLabel = "Fetching the page";
    followed.append(line);
    return () => line.remove();
  }, [isPending, followed]);

  return null;
}

/** The link that a click follows within the site. */
function followedBy(event: MouseEvent): HTMLAnchorElement | null {
  const { target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (defaultPrevented || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return null;
  const link = target instanceof Element ? target.closest("a.link") : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return null;
  const opensElsewhere = link.download !== "" || (link.target !== "" && link.target !== "_self");
  // What is no page is a document of its own.
  return opensElsewhere || link.pathname.startsWith("/api/") ? null : link;
}
