import { TextLink } from "@/components/ui/link";
import type { ProjectOfFeature } from "@/lib/projects/find-projects";

/** In which projects a feature is; nothing where it is in none. */
export function InProjects({ projects }: { projects: readonly ProjectOfFeature[] }) {
  if (projects.length === 0) return null;
  return (
    <section className="judgements" aria-label="Projects that it is in">
      <p>
        {projects.length === 1 ? "In the project " : "In the projects "}
        {projects.map(({ slug, title, judged, overlap }, n) => (
          <span key={slug} className="break-words">
            {n > 0 && "; "}
            <TextLink href={`/projects/${slug}`}>
              <bdi>{title}</bdi>
            </TextLink>
            <span className="feature-note">
              {" "}
              (judged by {judged} of {overlap})
            </span>
          </span>
        ))}
      </p>
    </section>
  );
}
