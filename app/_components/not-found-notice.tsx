import type { ReactNode } from "react";

/** What is not here, and where to go on. */
export function NotFoundNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-line border-b pb-6">
      <h1>{title}</h1>
      <p className="mt-2 max-w-prose text-ink-soft">{children}</p>
    </div>
  );
}
