import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GonePage } from "@/app/_components/gone-page";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TableLinks } from "@/app/_components/table-links";
import { isGone, orGone } from "@/app/or-gone";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { idCursor } from "@/lib/paging/page";
import { findMembers, memberCursor } from "@/lib/projects/find-members";
import { findProjectFeatures } from "@/lib/projects/find-project-features";
import { getProject } from "@/lib/projects/get-project";
import { findInvitations } from "@/lib/projects/invite";
import { toParams } from "../../../_components/to-params";
import { AddFeatures } from "../../_components/add-features";
import { DeleteProject } from "../../_components/delete-project";
import { InviteForm } from "../../_components/invite-form";
import { MemberActions, RemoveFeature, RevokeInvitation } from "../../_components/project-action";
import { ProjectFeatures } from "../../_components/project-features";
import { ProjectForm } from "../../_components/project-form";
import { ProjectMembers } from "../../_components/project-members";
import "../../_components/projects.css";

export const metadata: Metadata = { title: "Lead a project", robots: { index: false } };

interface EditProjectPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const tables = [
  ["features", "Its features"],
  ["labels", "Their labels, with whose they are"],
  ["judgements", "Who judged what"],
] as const;

/** What a project's owners do: its words, features, members and invitations, and what they take along. */
export default async function EditProjectPage({ params, searchParams }: EditProjectPageProps) {
  const [viewer, asked] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const project = await orGone(getProject((await params).slug, viewer));
  if (isGone(project)) return <GonePage sentence={project.message} what="project" />;
  if (project.role !== "owner" || viewer.kind !== "member") notFound();
  const { id, slug, title, goal, guidelines, overlap, isOpen } = project;
  const [features, members, invitations] = await Promise.all([
    findProjectFeatures(id, { cursor: cursorOf(asked, "features", idCursor) }),
    findMembers(id, { cursor: cursorOf(asked, "members", memberCursor) }),
    findInvitations({ slug, ownerId: viewer.id }),
  ]);
  return (
    <>
      <h1>Lead a project</h1>
      <p className="mt-1 mb-4 break-words">
        <TextLink href={`/projects/${slug}`}>
          <bdi>{title}</bdi>
        </TextLink>
      </p>
      <section aria-labelledby="features" className="mb-8">
        <h2 id="features" className="mb-2 text-l">
          Features
        </h2>
        <AddFeatures slug={slug} />
        {features.items.length > 0 && (
          <div className="mt-4">
            <ProjectFeatures
              features={features.items}
              overlap={overlap}
              actionOf={(feature, words) => <RemoveFeature slug={slug} id={feature.id} words={words} />}
            />
          </div>
        )}
        <ListPager
          list="features"
          label="Pages of features"
          params={asked}
          nextCursor={features.nextCursor}
        />
      </section>
      <section aria-labelledby="members" className="mb-8">
        <h2 id="members" className="mb-2 text-l">
          Members
        </h2>
        <ProjectMembers
          members={members.items}
          actionOf={({ handle, role }) => <MemberActions {...{ slug, handle, role }} />}
        />
        <ListPager list="members" label="Pages of members" params={asked} nextCursor={members.nextCursor} />
      </section>
      <section aria-labelledby="invitations" className="mb-8">
        <h2 id="invitations" className="mb-2 text-l">
          Invitations
        </h2>
        {invitations.length === 0 ? (
          <p className="mb-2 text-ink-soft text-m">None is open.</p>
        ) : (
          <ul className="mb-4">
            {invitations.map(({ id: invitationId, role, invitee, left, expiresAt }) => (
              <li key={invitationId} className="project-row">
                <span>
                  {invitee ? <bdi>{invitee.handle}</bdi> : `A link for ${left}`}, as {role}
                </span>
                <span className="text-ink-soft text-s">
                  runs out <RelativeDate date={expiresAt} />
                </span>
                <RevokeInvitation
                  slug={slug}
                  id={invitationId}
                  of={invitee?.handle ?? `a link for ${left}`}
                />
              </li>
            ))}
          </ul>
        )}
        <InviteForm slug={slug} />
      </section>
      <section aria-labelledby="words" className="mb-8">
        <h2 id="words" className="mb-2 text-l">
          What it says
        </h2>
        <ProjectForm {...{ slug, title, goal, guidelines, overlap, isOpen }} />
      </section>
      <section aria-labelledby="take-along" className="mb-8">
        <h2 id="take-along" className="mb-2 text-l">
          Take it along
        </h2>
        <ul className="text-m">
          {tables.map(([of, words]) => (
            <li key={of}>
              {words}: <TableLinks address={`/api/v1/projects/${slug}/table?of=${of}`} />
            </li>
          ))}
        </ul>
        <p className="mt-1 max-w-prose text-ink-soft text-s">
          Judgements are those of features that have enough, and of those that you judged. Who takes them
          along judges these features no more blind: what they say of one afterwards counts for no agreement.
        </p>
      </section>
      <DeleteProject slug={slug} />
    </>
  );
}
