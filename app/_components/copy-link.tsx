"use client";

import { CopyButton } from "@/components/ui/copy-button";

/** Copies the address as it stands, with the selection in it. */
export function CopyLink() {
  return <CopyButton text={() => window.location.href}>Copy link</CopyButton>;
}
