import type { ReactNode } from "react";

/** The narrow page of the account forms. */
export function AccountFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-4">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
