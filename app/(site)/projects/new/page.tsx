import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { usualOverlap } from "@/lib/projects/project-words";
import { ProjectForm } from "../_components/project-form";

export const metadata: Metadata = { title: "Begin a project", robots: { index: false } };

export default async function NewProjectPage() {
  const viewer = await getViewer();
  return (
    <>
      <h1>Begin a project</h1>
      {viewer.kind === "guest" ? (
        <EmptyState title="A project needs somebody who leads it, and that an account.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Fprojects%2Fnew" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="mt-1 mb-4 max-w-prose text-ink-soft">
            Everybody can read it. You choose its features next.
          </p>
          <ProjectForm slug={null} title="" goal="" guidelines="" overlap={usualOverlap} isOpen />
        </>
      )}
    </>
  );
}
