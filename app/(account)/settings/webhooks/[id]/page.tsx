import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getSessionUser } from "@/lib/auth/viewer";
import { notFound } from "@/lib/errors";
import { idCursor } from "@/lib/paging/page";
import { findDeliveries } from "@/lib/webhooks/find-deliveries";
import { getWebhook } from "@/lib/webhooks/find-webhooks";
import { keptDays, offWords } from "@/lib/webhooks/webhook-words";
import { SettingsSection } from "../../_components/settings-section";
import { DeliveryList } from "../_components/delivery-list";
import { SendAgain } from "../_components/send-again";
import { WebhookActions, WebhookSettings } from "../_components/webhook-settings";

export const metadata: Metadata = { title: "A webhook", robots: { index: false } };

interface WebhookPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One of one's webhooks: what it is, what was sent to it and what it answered. */
export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { id } = await params;
  const user = await getSessionUser();
  if (!user) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: `/settings/webhooks/${id}` })}`);
  const asked = toParams(await searchParams);
  const cursor = cursorOf(asked, "deliveries", idCursor);
  const own = { id, ownerId: user.id };
  const { webhook, deliveries } = await orNotFound(readWebhook(own, cursor));
  const { url, scope, bounties, off } = webhook;
  const settings = { id, url, scope, bounties, isOn: off === null };
  const { items, nextCursor } = deliveries;
  return (
    <>
      <p className="text-s">
        <TextLink href="/settings/webhooks">Webhooks</TextLink>
      </p>
      <h1 className="break-all">
        <bdi>{new URL(url).host}</bdi>
      </h1>
      {off && (
        <div className="mt-3 max-w-3xl">
          <Notice tone="error" title="It is off">
            Since {offWords[off.why]}, <RelativeDate date={off.at} />. What happens meanwhile is kept for{" "}
            {keptDays} days and can be sent once it is on again.
          </Notice>
        </div>
      )}
      <div className="mt-6 max-w-3xl">
        <SettingsSection title="What it is" about="Changes hold for what is sent from now on.">
          <WebhookSettings key={`${url} ${scope} ${bounties.join(" ")}`} {...settings} />
        </SettingsSection>
        <SettingsSection title="Do" about="A test tells of nothing and is sent once.">
          <WebhookActions {...settings} />
        </SettingsSection>
        <SettingsSection
          title="What was sent"
          about={`For ${keptDays} days. What comes twice has the same id: a receiver knows it by that.`}
        >
          {items.length === 0 && !cursor ? (
            <p className="text-ink-soft text-m">Nothing yet.</p>
          ) : (
            <>
              {off === null &&
                items.some(({ state, type }) => state === "failed" && type !== "webhook.test") && (
                  <SendAgain id={id} delivery={null} />
                )}
              <DeliveryList webhookId={id} deliveries={items} isOn={off === null} />
            </>
          )}
          <ListPager
            list="deliveries"
            label="Pages of what was sent"
            params={asked}
            nextCursor={nextCursor}
          />
        </SettingsSection>
      </div>
    </>
  );
}

async function readWebhook(own: { id: string; ownerId: string }, cursor: string | undefined) {
  if (!z.uuid().safeParse(own.id).success) throw notFound("webhook of yours");
  const [webhook, deliveries] = await Promise.all([getWebhook(own), findDeliveries({ ...own, cursor })]);
  return { webhook, deliveries };
}
