"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeDate } from "@/components/ui/relative-date";
import type { SessionView } from "@/lib/people/view";
import { describeBrowser } from "./describe-browser";

export function SessionList({ sessions }: { sessions: SessionView[] }) {
  const router = useRouter();
  const [asked, setAsked] = useState<SessionView | null>(null);
  const [refusal, setRefusal] = useState("");

  async function end(session: SessionView) {
    setAsked(null);
    const sent = await sendJson("DELETE", `/api/v1/me/sessions/${session.id}`);
    setRefusal(sent.ok ? "" : sent.message);
    router.refresh();
  }

  return (
    <>
      <ul className="text-m">
        {sessions.map((session) => (
          <li key={session.id} className="list-row" data-actions>
            <span className="min-w-0 grow">
              <span className="block truncate" title={session.userAgent ?? undefined}>
                {describeBrowser(session.userAgent)}
              </span>
              <span className="text-ink-soft text-s">
                signed in <RelativeDate date={session.createdAt} />, last seen{" "}
                <RelativeDate date={session.seenAt} />
              </span>
            </span>
            {session.current ? (
              <span className="text-ink-soft text-s">this browser</span>
            ) : (
              <Button size="s" onClick={() => setAsked(session)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refusal && (
        <p role="alert" className="mt-2 text-danger text-m">
          {refusal}
        </p>
      )}
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title="End this session?"
        actions={
          <>
            <Button onClick={() => setAsked(null)}>Keep it</Button>
            <Button look="danger" onClick={() => asked && end(asked)}>
              End it
            </Button>
          </>
        }
      >
        {asked && `${describeBrowser(asked.userAgent)} will have to sign in again.`}
      </Dialog>
    </>
  );
}
