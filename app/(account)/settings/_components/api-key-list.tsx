"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { apiKeysQuery, revokeApiKeyMutation } from "@/app/_queries/api-keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ApiKeyView } from "@/lib/api-keys/view";

/** `cursor`: where this page of them begins; null at the newest. `now` is the server's, so that both sides say the same. */
export function ApiKeyList({ cursor, now }: { cursor: string | null; now: Date }) {
  const { data: keys = [] } = useQuery(apiKeysQuery(cursor));
  const { mutate: revoke, error } = useMutation(revokeApiKeyMutation);
  const [asked, setAsked] = useState<ApiKeyView | null>(null);

  function revokeAsked() {
    setAsked(null);
    if (asked) revoke({ id: asked.id, cursor });
  }

  if (keys.length === 0 && !error)
    return (
      <p className="mb-4 text-ink-soft text-m">You have no keys. One lets a program ask in your name.</p>
    );
  return (
    <div className="mb-4">
      <ul className="text-m">
        {keys.map((key) => (
          <li key={key.id} className="list-row" data-actions>
            <span className="min-w-0 grow">
              <span className="block truncate" title={key.name}>
                {key.name} <span className="mono text-ink-soft text-s">{key.start}…</span>
              </span>
              <span className="text-ink-soft text-s">
                may {key.scopes.join(", ")}; made <RelativeDate date={key.createdAt} />;{" "}
                {key.usedAt ? (
                  <>
                    last used <RelativeDate date={key.usedAt} />
                  </>
                ) : (
                  "never used"
                )}
                ; {lastingWords(key, now)}
              </span>
            </span>
            <Button size="s" onClick={() => setAsked(key)} aria-label={`Revoke ${key.name}`}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <Refused error={error} />
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title="Revoke this key?"
        actions={
          <>
            <Button onClick={() => setAsked(null)}>Keep it</Button>
            <Button look="danger" onClick={revokeAsked}>
              Revoke it
            </Button>
          </>
        }
      >
        {asked && `Programs that use ${asked.name} are refused from then on. It cannot be undone.`}
      </Dialog>
    </div>
  );
}

function lastingWords({ expiresAt }: ApiKeyView, now: Date) {
  if (!expiresAt) return "lasts until it is revoked";
  return `${expiresAt <= now ? "expired" : "expires"} ${expiresAt.toISOString().slice(0, 10)} (UTC)`;
}
