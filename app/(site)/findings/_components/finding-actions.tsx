"use client";

import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";

interface FindingActionsProps {
  findingId: string;
  isMine: boolean;
  isPublished: boolean;
  canFork: boolean;
}

/** What the reader may do with a finding. */
export function FindingActions({ findingId, isMine, isPublished, canFork }: FindingActionsProps) {
  const [message, setMessage] = useState("");
  const [sure, setSure] = useState(false);
  const address = `/api/v1/findings/${findingId}`;

  async function act(method: string, url: string, leadsTo: (body: { url?: string } | null) => string) {
    setMessage("");
    const sent = await sendJson<{ url?: string } | null>(method, url);
    if (sent.ok) window.location.assign(leadsTo(sent.body));
    else setMessage(sent.message);
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {isMine && !isPublished && (
          <Button
            look="primary"
            size="s"
            onClick={() => act("PUT", `${address}/publication`, () => `/findings/${findingId}`)}
          >
            Publish
          </Button>
        )}
        {isMine && (
          <ButtonLink href={`/findings/${findingId}/edit`} size="s">
            Edit
          </ButtonLink>
        )}
        {canFork && (
          <Button size="s" onClick={() => act("POST", `${address}/forks`, (body) => body?.url ?? "/")}>
            Fork
          </Button>
        )}
        {isMine && !isPublished && (
          <Button
            size="s"
            look="danger"
            onClick={() => (sure ? act("DELETE", address, () => "/") : setSure(true))}
          >
            {sure ? "Delete for good?" : "Delete the draft"}
          </Button>
        )}
      </div>
      {message && (
        <Notice tone="error" live>
          {message}
        </Notice>
      )}
    </div>
  );
}
