"use client";

import { ErrorNotice } from "@/app/_components/error-notice";

export default function RunError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <ErrorNotice {...props} title="This run could not be shown." />;
}
