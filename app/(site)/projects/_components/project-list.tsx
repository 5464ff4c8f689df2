import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { ListedProject } from "@/lib/projects/view";
import { ProjectProgress } from "./project-progress";

export function ProjectList({ projects }: { projects: readonly ListedProject[] }) {
  return (
    <ul className="mt-2">
      {projects.map(({ slug, title, goal, isOpen, members, overlap, progress, createdAt }) => (
        <li key={slug} className="grid gap-1 border-line border-t py-3 text-m">
          <TextLink href={`/projects/${slug}`} className="min-w-0 break-words">
            <bdi>{title}</bdi>
          </TextLink>
          {goal && (
            <span className="break-words">
              <bdi>{goal}</bdi>
            </span>
          )}
          <span className="text-ink-soft text-s">
            {formatCount(members)} {members === 1 ? "member" : "members"},{" "}
            {isOpen ? "open to all" : "by invitation"}; {overlap === 1 ? "one person" : `${overlap} people`}{" "}
            for each feature; begun <RelativeDate date={createdAt} />
          </span>
          <ProjectProgress {...progress} />
        </li>
      ))}
    </ul>
  );
}
