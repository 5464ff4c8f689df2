"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { endSessionMutation, sessionsQuery } from "@/app/_queries/people";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeDate } from "@/components/ui/relative-date";
import type { SessionView } from "@/lib/people/view";
import { describeBrowser } from "./describe-browser";

/** `cursor`: where this page of them begins; null at the latest seen. */
export function SessionList({ cursor }: { cursor: string | null }) {
  const { data: sessions = [] } = useQuery(sessionsQuery(cursor));
  const { mutate: end, error } = useMutation(endSessionMutation);
  const [asked, setAsked] = useState<SessionView | null>(null);

  function endAsked() {
    setAsked(null);
    if (asked) end({ id: asked.id, cursor });
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
      <Refused error={error} />
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title="End this session?"
        actions={
          <>
            <Button onClick={() => setAsked(null)}>Keep it</Button>
            <Button look="danger" onClick={endAsked}>
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
