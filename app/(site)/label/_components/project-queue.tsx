import { GonePage } from "@/app/_components/gone-page";
import { isGone, orGone } from "@/app/or-gone";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import type { Viewer } from "@/lib/auth/viewer-type";
import { getProject } from "@/lib/projects/get-project";
import { WriteUp } from "../../findings/_components/write-up";
import { ProjectProgress } from "../../projects/_components/project-progress";
import "../../findings/findings.css";
import { Queue } from "./queue";

/** The features of a project, one at a time, with its guidelines beside them. */
export async function ProjectQueue({ slug, viewer }: { slug: string; viewer: Viewer }) {
  const project = await orGone(getProject(slug, viewer));
  if (isGone(project)) return <GonePage sentence={project.message} what="project" />;
  const { title, goal, parts, role, progress } = project;
  const page = `/projects/${project.slug}`;
  return (
    <article className="queue-page">
      <header className="queue-header">
        <h1 className="break-words text-xl">
          <bdi>{title}</bdi>
        </h1>
        <p className="mt-1 mb-2 max-w-prose break-words text-ink-soft">
          {goal && <bdi>{goal} </bdi>}
          <TextLink href={page}>The project</TextLink>
          {" \u00b7 "}
          <TextLink href="/label/sittings">What you did here</TextLink>
        </p>
        <ProjectProgress {...progress} />
      </header>
      {parts.length > 0 && (
        <details className="queue-guidelines" open>
          <summary>Guidelines</summary>
          <WriteUp parts={parts} />
        </details>
      )}
      {role !== null ? (
        <>
          <Queue project={project.slug} />
          <noscript>
            <p>
              The queue needs JavaScript. Without it, each <a href="/features">feature's page</a> asks what
              you make of it, and that counts here too.
            </p>
          </noscript>
        </>
      ) : (
        <EmptyState title="Its features are given to its members.">
          <p className="mt-3">
            <ButtonLink href={page} look="primary">
              Join the project
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}
