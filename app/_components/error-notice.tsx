"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { useOpenedAnew } from "./use-opened-anew";

interface ErrorNoticeProps {
  error: Error & { digest?: string };
  reset: () => void;
  title: string;
}

/** Something broke here. The digest finds it in the site's log. */
export default function ErrorNotice({ error, reset, title }: ErrorNoticeProps) {
  const router = useRouter();
  useOpenedAnew();
  function again() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  return (
    <Notice
      tone="error"
      live
      title={title}
      actions={
        <>
          <Button size="s" onClick={again}>
            Try again
          </Button>
          <TextLink href="/" className="self-center">
            First page
          </TextLink>
        </>
      }
    >
      Something went wrong on this site, not with what you did. Wait a little and try again.
      {error.digest && (
        <>
          {" "}
          If it stays, report the number <span className="mono">{error.digest}</span>.
        </>
      )}
    </Notice>
  );
}
