import { Webhook as Signer } from "standardwebhooks";
import { siteUrl } from "@/lib/env";

/** What a message is called, by the kind of what it tells of. */
export function typeOf(kind: string): string {
  return kind === "test" ? "webhook.test" : `bounty.${kind}`;
}

export interface ToldEvent {
  id: string;
  kind: string;
  at: Date;
  data: unknown;
  bounty: { slug: string; title: string } | null;
}

/** What is sent of an event. */
export function bodyOf({ kind, at, data, bounty }: ToldEvent): string {
  const site = siteUrl();
  return JSON.stringify({
    type: typeOf(kind),
    timestamp: at.toISOString(),
    data: {
      bounty: bounty && {
        ...bounty,
        url: `${site}/bounties/${bounty.slug}`,
        api: `${site}/api/v1/bounties/${bounty.slug}`,
      },
      details: data,
    },
  });
}

/** The headers by which its receiver knows whom it is from and whether it came before: https://www.standardwebhooks.com */
export function headersOf(id: string, body: string, secret: string, now: Date): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": `Circuit-Commons-Webhooks (+${siteUrl()})`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Signer(secret).sign(id, now, body),
  };
}
