import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { idCursor } from "@/lib/paging/page";
import { findProjects } from "@/lib/projects/find-projects";
import { toParams } from "../_components/to-params";
import { ProjectList } from "./_components/project-list";
import "./_components/projects.css";

export const metadata: Metadata = {
  title: "Projects",
  description: "Sets of features that people judge and label together.",
};

interface ProjectsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** All projects, or with `?only=in` one's own; before them those to which one is invited. */
export default async function ProjectsPage({ searchParams }: ProjectsPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const isMember = viewer.kind === "member";
  const only = isMember && params.get("only") === "in" ? "in" : undefined;
  const cursor = cursorOf(params, "projects", idCursor);
  const [{ items, nextCursor }, invited] = await Promise.all([
    findProjects({ viewer, only, cursor }),
    isMember && !cursor ? findProjects({ viewer, only: "invited" }) : null,
  ]);
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>{only ? "Your projects" : "Projects"}</h1>
        <ButtonLink href="/projects/new" size="s">
          Begin a project
        </ButtonLink>
      </div>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        A project is a set of <Term of="feature">features</Term> that several people judge, each blind to the
        others, and label. It says how many people each feature takes, and how far they agree.
        {isMember && (
          <>
            {" "}
            {only ? (
              <TextLink href="/projects">Show everybody{"\u2019"}s</TextLink>
            ) : (
              <TextLink href="/projects?only=in">Show those you are in</TextLink>
            )}
          </>
        )}
      </p>
      {invited && invited.items.length > 0 && (
        <section aria-labelledby="invited" className="mb-8">
          <h2 id="invited" className="text-l">
            You are invited
          </h2>
          <ProjectList projects={invited.items} />
        </section>
      )}
      {items.length > 0 ? (
        <ProjectList projects={items} />
      ) : cursor ? (
        <p className="text-m">This list ends before here.</p>
      ) : (
        <EmptyState title={only ? "You are in no project yet." : "There is no project yet."}>
          {only ? (
            <>
              <TextLink href="/projects">Look for one to join</TextLink>, or begin one with features that you
              want to understand.
            </>
          ) : (
            <>
              Begin one: choose features by a <TextLink href="/features">search</TextLink> or from a circuit,
              and say what to look for.
            </>
          )}
        </EmptyState>
      )}
      <ListPager list="projects" label="Pages of projects" params={params} nextCursor={nextCursor} />
    </>
  );
}
