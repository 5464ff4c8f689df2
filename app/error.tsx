"use client";

import { ErrorNotice } from "./_components/error-notice";

export default function PageError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <ErrorNotice {...props} title="This page could not be made." />;
}
