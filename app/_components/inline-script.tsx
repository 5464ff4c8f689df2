import { headers } from "next/headers";

/** A script of our own words that runs while the page is read, under this answer's policy. */
export async function InlineScript({ source }: { source: string }) {
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  // A browser tells nobody a nonce, so a page that takes this one over finds another.
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, and the policy refuses any but this answer's
      dangerouslySetInnerHTML={{ __html: source }}
    />
  );
}
