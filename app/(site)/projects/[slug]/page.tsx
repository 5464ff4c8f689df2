import type { Metadata } from "next";
import { cache } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { CopyLink } from "@/app/_components/copy-link";
import { GonePage } from "@/app/_components/gone-page";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { isGone, orGone } from "@/app/or-gone";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/auth/viewer-type";
import { idCursor } from "@/lib/paging/page";
import { findMembers, memberCursor } from "@/lib/projects/find-members";
import { findProjectAgreement } from "@/lib/projects/find-project-agreement";
import { findProjectFeatures } from "@/lib/projects/find-project-features";
import { getProject } from "@/lib/projects/get-project";
import type { ProjectView } from "@/lib/projects/view";
import { toParams } from "../../_components/to-params";
import { WriteUp } from "../../findings/_components/write-up";
import { JoinProject, LeaveProject } from "../_components/join-project";
import { ProjectAgreement } from "../_components/project-agreement";
import { ProjectFeatures } from "../_components/project-features";
import { ProjectMembers } from "../_components/project-members";
import { ProjectProgress } from "../_components/project-progress";
import "../../findings/findings.css";
import "../_components/projects.css";

interface ProjectPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (slug: string) => orGone(getProject(slug, await getViewer())));

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  const project = await load((await params).slug);
  if (isGone(project)) return { title: "A project that was taken back", robots: { index: false } };
  const { title, goal } = project;
  return { title, description: goal || "A set of features that people judge and label together." };
}

/** A project: what it is about, how far it is, how far its members agree, its features and who is in it. */
export default async function ProjectPage({ params, searchParams }: ProjectPageProps) {
  const [project, viewer, asked] = await Promise.all([
    load((await params).slug),
    getViewer(),
    searchParams.then(toParams),
  ]);
  if (isGone(project)) return <GonePage sentence={project.message} what="project" />;
  const { id, slug, title, goal, parts, role, progress, members: memberCount } = project;
  const [features, members, agreement] = await Promise.all([
    findProjectFeatures(id, { cursor: cursorOf(asked, "features", idCursor) }),
    findMembers(id, { cursor: cursorOf(asked, "members", memberCursor) }),
    findProjectAgreement(id),
  ]);
  return (
    <article>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="min-w-0 max-w-prose break-words">
          <bdi>{title}</bdi>
        </h1>
        <span className="ml-auto">
          <CopyLink />
        </span>
      </div>
      {goal && (
        <p className="mt-1 max-w-prose break-words">
          <bdi>{goal}</bdi>
        </p>
      )}
      <About project={project} viewer={viewer} />
      <div className="mt-3 mb-4 flex flex-wrap items-baseline gap-3">
        {role !== null && (
          <ButtonLink href={`/label?project=${slug}`} look="primary">
            Judge its features
          </ButtonLink>
        )}
        {role === "owner" && !project.isLocked && (
          <ButtonLink href={`/projects/${slug}/edit`}>Lead it: features, members, invitations</ButtonLink>
        )}
        {role !== null && viewer.kind === "member" && <LeaveProject slug={slug} handle={viewer.handle} />}
        {role === null && viewer.kind === "member" && (
          <JoinProject slug={slug} mayJoin={project.isOpen || project.isInvited} />
        )}
        {viewer.kind === "guest" && (
          <>
            <ButtonLink href={accountAddress("/sign-in", `/projects/${slug}`)} look="primary">
              Sign in to join
            </ButtonLink>
            <span className="text-ink-soft text-s">
              Who has a link with an invitation opens it again afterwards.
            </span>
          </>
        )}
      </div>
      <ProjectProgress {...progress} />
      {parts.length > 0 && (
        <section aria-labelledby="guidelines" className="project-guidelines mt-6">
          <h2 id="guidelines" className="text-l">
            Guidelines
          </h2>
          <WriteUp parts={parts} />
        </section>
      )}
      <section aria-labelledby="agreement" className="mt-6">
        <h2 id="agreement" className="text-l">
          How far its members agree
        </h2>
        <ProjectAgreement agreement={agreement} />
      </section>
      <section aria-labelledby="features" className="mt-6">
        <h2 id="features" className="text-l">
          Features
        </h2>
        {progress.features === 0 ? (
          <EmptyState title="No feature is in it yet.">
            {role === "owner" ? (
              <TextLink href={`/projects/${slug}/edit`}>Choose its features</TextLink>
            ) : (
              "Its owners choose them."
            )}
          </EmptyState>
        ) : (
          <ProjectFeatures features={features.items} overlap={project.overlap} />
        )}
        <ListPager
          list="features"
          label="Pages of features"
          params={asked}
          nextCursor={features.nextCursor}
        />
      </section>
      <section aria-labelledby="members" className="mt-6">
        <h2 id="members" className="text-l">
          {formatCount(memberCount)} {memberCount === 1 ? "member" : "members"}
        </h2>
        <ProjectMembers members={members.items} />
        <ListPager list="members" label="Pages of members" params={asked} nextCursor={members.nextCursor} />
      </section>
    </article>
  );
}

function About({ project, viewer }: { project: ProjectView; viewer: Viewer }) {
  const { id, slug, creator, createdAt, isOpen, overlap, isHidden, isLocked, role } = project;
  const isOwn = viewer.kind === "member" && viewer.handle === creator.handle;
  return (
    <>
      <p className="mt-1 text-ink-soft text-m">
        Begun by{" "}
        <TextLink href={`/users/${creator.handle}`}>
          <bdi>{creator.name ?? creator.handle}</bdi>
        </TextLink>{" "}
        <RelativeDate date={createdAt} />; {isOpen ? "everybody may join" : "by invitation"};{" "}
        {overlap === 1 ? "one person judges" : `${overlap} people judge`} each feature
        {!isHidden && !isOwn && (
          <>
            {" \u00b7 "}
            <TextLink href={`/report?kind=project&id=${id}`}>Report</TextLink>
          </>
        )}
      </p>
      {isHidden && (
        <Notice title="Moderators have hidden this project.">Nobody but its owners sees it.</Notice>
      )}
      {isLocked && (
        <Notice title="Moderators have locked this project.">
          Nobody changes it
          {role !== null && (
            <>
              ; <TextLink href={`/label?project=${slug}`}>its features</TextLink> may be judged still
            </>
          )}
          .
        </Notice>
      )}
    </>
  );
}
