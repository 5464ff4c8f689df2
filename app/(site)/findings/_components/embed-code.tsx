"use client";

import { CopyButton } from "@/components/ui/copy-button";

interface EmbedCodeProps {
  /** Where readers reach the site, without a slash at the end. */
  site: string;
  findingId: string;
  title: string;
}

/** The line that shows a published finding on somebody's own page. */
export function EmbedCode({ site, findingId, title }: EmbedCodeProps) {
  const escaped = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const code = `<iframe src="${site}/embed/${findingId}" title="${escaped}" width="100%" height="900" loading="lazy"></iframe>`;
  return (
    <details className="mt-8 text-m">
      <summary className="cursor-pointer text-ink-soft">Show this on your own page</summary>
      <div className="mt-2 grid justify-items-start gap-2">
        <code className="break-all bg-sunk p-2 text-s">{code}</code>
        <CopyButton text={() => code}>Copy</CopyButton>
      </div>
    </details>
  );
}
