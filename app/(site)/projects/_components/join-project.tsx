"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { joinProjectMutation, removeMemberMutation } from "@/app/_queries/projects";
import { Button } from "@/components/ui/button";

interface JoinProjectProps {
  slug: string;
  /** Whether one may join without a secret. */
  mayJoin: boolean;
}

/** Joins a project. The secret of an invitation stands behind the `#` of its link, which is sent to nobody with the page. */
export function JoinProject({ slug, mayJoin }: JoinProjectProps) {
  const isInBrowser = useInBrowser();
  const secret = isInBrowser ? /^#invitation=([\w-]+)$/.exec(window.location.hash)?.[1] : undefined;
  const join = useMutation(joinProjectMutation);
  if (!mayJoin && !secret)
    return <p className="text-m">It is joined by invitation: ask one of its owners for one.</p>;
  return (
    <>
      <Button
        look="primary"
        busy={join.isPending || join.isSuccess}
        onClick={() =>
          join.mutate(
            { slug, secret },
            { onSuccess: () => window.location.assign(`/projects/${slug}?joined=1`) },
          )
        }
      >
        Join the project
      </Button>
      <Refused error={join.error} />
    </>
  );
}

/** Leaves a project; what one judged for it counts still. */
export function LeaveProject({ slug, handle }: { slug: string; handle: string }) {
  const leave = useMutation(removeMemberMutation);
  return (
    <>
      <Button
        size="s"
        look="plain"
        busy={leave.isPending || leave.isSuccess}
        onClick={() => leave.mutate({ slug, handle }, { onSuccess: () => window.location.reload() })}
      >
        Leave the project
      </Button>
      <Refused error={leave.error} />
    </>
  );
}
