import type { ReactNode } from "react";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import type { ProjectMemberView } from "@/lib/projects/view";

interface ProjectMembersProps {
  members: readonly ProjectMemberView[];
  /** What may be done about one. */
  actionOf?: (member: ProjectMemberView) => ReactNode;
}

export function ProjectMembers({ members, actionOf }: ProjectMembersProps) {
  return (
    <ul>
      {members.map((member) => (
        <li key={member.handle} className="project-row">
          <TextLink href={`/users/${member.handle}`}>
            <bdi>{member.name ?? member.handle}</bdi>
          </TextLink>
          <span className="text-ink-soft text-s">
            {member.role === "owner" && "owner, "}
            {formatCount(member.judged)} {member.judged === 1 ? "judgement" : "judgements"}
          </span>
          {actionOf?.(member)}
        </li>
      ))}
    </ul>
  );
}
