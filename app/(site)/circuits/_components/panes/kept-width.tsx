import { headers } from "next/headers";
import { showWidthAtOnce } from "./side-width";

/** Gives the panes the width that one chose before, before they are drawn. */
export async function KeptWidth() {
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  // A browser tells nobody a nonce, so a page that takes this one over finds another.
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, and the policy refuses any but this answer's
      dangerouslySetInnerHTML={{ __html: showWidthAtOnce }}
    />
  );
}
