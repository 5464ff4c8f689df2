import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getSessionUser } from "@/lib/auth/viewer";
import { idCursor } from "@/lib/paging/page";
import { findWebhooks } from "@/lib/webhooks/find-webhooks";
import { offWords, scopeWords } from "@/lib/webhooks/webhook-words";
import { SettingsSection } from "../_components/settings-section";
import { WebhookForm } from "./_components/webhook-form";

export const metadata: Metadata = { title: "Webhooks" };

interface WebhooksPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The addresses that one has told what becomes of bounties. */
export default async function WebhooksPage({ searchParams }: WebhooksPageProps) {
  const user = await getSessionUser();
  if (!user) redirect("/sign-in?callbackUrl=/settings/webhooks");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "webhooks", idCursor);
  const { items, nextCursor } = await findWebhooks({ ownerId: user.id, cursor });
  return (
    <>
      <p className="text-s">
        <TextLink href="/settings">Settings</TextLink>
      </p>
      <h1>Webhooks</h1>
      <p className="mt-2 max-w-prose text-m">
        A server of yours is sent a message, signed by the scheme of Standard Webhooks, when a bounty is
        opened, put later, entered for, closed, cancelled, judged or awarded, and of whatever else its page
        tells. Of an entry it is told what is public at that moment: its hash and the time.
      </p>
      <div className="mt-6 max-w-3xl">
        <SettingsSection title="Yours" about="Each with what was sent to it and what it answered.">
          {items.length === 0 && !cursor ? (
            <p className="text-ink-soft text-m">You have none.</p>
          ) : (
            <ul className="text-m">
              {items.map(({ id, url, scope, bounties, off, failures, failingSince, createdAt }) => (
                <li key={id} className="border-line border-b py-3">
                  <TextLink href={`/settings/webhooks/${id}`} className="break-all">
                    <bdi>{url}</bdi>
                  </TextLink>
                  <p className="text-ink-soft text-s">
                    {scopeWords[scope]}
                    {bounties.length > 0 && <>, {bounties.length} of them alone</>}; made{" "}
                    <RelativeDate date={createdAt} />
                    {off ? (
                      <>
                        ; <strong className="text-danger">off</strong>, since {offWords[off.why]}{" "}
                        <RelativeDate date={off.at} />
                      </>
                    ) : (
                      failingSince && (
                        <>
                          ; {failures} {failures === 1 ? "try" : "tries"} failed since{" "}
                          <RelativeDate date={failingSince} />
                        </>
                      )
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )}
          <ListPager list="webhooks" label="Pages of your webhooks" params={params} nextCursor={nextCursor} />
        </SettingsSection>
        <SettingsSection title="Another one" about="What it is signed with is shown once.">
          <WebhookForm />
        </SettingsSection>
      </div>
    </>
  );
}
