import type { ReactNode } from "react";
import { Written } from "@/app/_written/written";
import { formatNumber } from "@/components/ui/format-number";
import { Link, TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { facetPath } from "@/lib/catalogue/catalogue-query";
import type { ListedFinding } from "@/lib/catalogue/read-listed";
import { TrustMarks } from "../../findings/_components/trust-words";
import { CardTarget } from "./card-target";
import { SmallGraph } from "./small-graph";

interface FindingCardProps {
  finding: ListedFinding;
  /** Its number in a list that has an order of its own. */
  place?: number;
  /** What is said of it in this list. */
  children?: ReactNode;
}

/** A published finding in a list: what it says, of what, by whom, how far it was checked, and its graph in small. */
export async function FindingCard({ finding, place, children }: FindingCardProps) {
  const { id, title, sentence, author, publishedAt, tags, trust, circuit } = finding;
  const { model } = circuit.run;
  return (
    <li className="finding-card">
      <Link href={`/findings/${id}`} className="finding-card-picture" tabIndex={-1} aria-hidden="true">
        {circuit.picture && circuit.picture.nodes.length > 0 && (
          <Written>
            <SmallGraph picture={circuit.picture} />
          </Written>
        )}
      </Link>
      <div className="min-w-0">
        <h2 className="break-words text-base">
          {place !== undefined && <span className="mono text-ink-soft text-s">{place} </span>}
          <TextLink href={`/findings/${id}`}>
            <bdi>{title}</bdi>
          </TextLink>
        </h2>
        {sentence !== null && (
          <p className="max-w-prose break-words text-m">
            <bdi>{sentence}</bdi>
          </p>
        )}
        <p className="mt-1 break-words text-ink-soft text-s">
          <CardTarget finding={finding} />
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-ink-soft text-s">
          <span className="min-w-0 max-w-full truncate">
            by{" "}
            <TextLink href={`/users/${author.handle}`}>
              <bdi>{author.name ?? author.handle}</bdi>
            </TextLink>
          </span>
          {publishedAt && <RelativeDate date={publishedAt} />}
          <TextLink href={`/models/${encodeURIComponent(model.name)}`}>{model.displayName}</TextLink>
          <TrustMarks trust={trust} />
          {circuit.completenessScore !== null && (
            <span
              title={`Completeness: ${circuit.completenessScore} of the influence does not come from errors`}
            >
              completeness {formatNumber(circuit.completenessScore)}
            </span>
          )}
          {circuit.replacementScore !== null && (
            <span title={`Replacement: ${circuit.replacementScore} of the influence ends in tokens`}>
              replacement {formatNumber(circuit.replacementScore)}
            </span>
          )}
        </p>
        {tags.length > 0 && (
          <ul className="mt-1 flex flex-wrap gap-2 text-s" aria-label="Tags">
            {tags.map((tag) => (
              <li key={tag}>
                <TextLink href={facetPath("tag", tag)}>{tag}</TextLink>
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </li>
  );
}
