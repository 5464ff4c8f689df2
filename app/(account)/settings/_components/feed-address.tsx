"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Refused } from "@/app/_components/refused";
import { makeFeedMutation, shutFeedMutation } from "@/app/_queries/people";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeDate } from "@/components/ui/relative-date";

/** The address of one's own feed: made, made anew, shut. `madeAt` is null where there is none. */
export function FeedAddress({ madeAt }: { madeAt: Date | null }) {
  const router = useRouter();
  const done = { onSuccess: () => router.refresh() };
  const make = useMutation(makeFeedMutation);
  const shut = useMutation(shutFeedMutation);
  const url = make.data?.url;
  return (
    <div className="grid gap-3 text-m">
      <p className="text-ink-soft">
        {madeAt ? (
          <>
            Its address was made <RelativeDate date={madeAt} />.
          </>
        ) : (
          "It has no address yet."
        )}{" "}
        Whoever has the address reads the feed, so it has a secret in it, which is shown once.
      </p>
      {url && madeAt && (
        <div className="grid gap-2" role="status">
          <p className="mono break-all text-s">{url}</p>
          <div>
            <CopyButton text={() => url}>Copy the address</CopyButton>
          </div>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          busy={make.isPending}
          onClick={() => {
            shut.reset();
            make.mutate(undefined, done);
          }}
        >
          {madeAt ? "Make it anew" : "Make an address"}
        </Button>
        {madeAt && (
          <Button
            look="plain"
            busy={shut.isPending}
            onClick={() => {
              make.reset();
              shut.mutate(undefined, done);
            }}
          >
            Shut it
          </Button>
        )}
      </div>
      <Refused error={make.error ?? shut.error} notice />
    </div>
  );
}
