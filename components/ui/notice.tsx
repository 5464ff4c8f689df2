import type { ReactNode } from "react";

interface NoticeProps {
  tone?: "error" | "plain";
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** The notice is read out as soon as it appears: for what just happened, not for what stood there all along. */
  live?: boolean;
}

/** A notice of what happened and what to do. */
export function Notice({ tone = "plain", title, children, actions, live }: NoticeProps) {
  const looks = tone === "error" ? "border-danger bg-danger-soft" : "border-line-strong bg-raised";
  return (
    <div role={live ? "alert" : undefined} className={`border-l-2 px-4 py-3 text-m ${looks}`}>
      {title && <p className={`font-semibold ${tone === "error" ? "text-danger" : ""}`}>{title}</p>}
      {children && <div className="max-w-prose break-words">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** The place of what is not there yet. It says what would be, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-line border-y py-6 text-m">
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-prose text-ink-soft">{children}</div>}
    </div>
  );
}
