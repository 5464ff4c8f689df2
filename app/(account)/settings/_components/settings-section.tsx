import type { ReactNode } from "react";

export function SettingsSection({
  title,
  about,
  children,
}: {
  title: string;
  about: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-8 gap-y-3 border-line border-t py-6 sm:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="text-base">{title}</h2>
        <p className="text-ink-soft text-s">{about}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
