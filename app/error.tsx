"use client";

import { lazy, Suspense } from "react";

/** Loaded when something breaks, so that no first visit has it. Where it cannot be, the whole frame's notice stands. */
const ErrorNotice = lazy(() => import("./_components/error-notice"));

export default function PageError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Suspense>
      <ErrorNotice {...props} title="This page could not be made." />
    </Suspense>
  );
}
