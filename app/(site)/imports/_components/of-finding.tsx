import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { type FindingStanding, getFindingStanding } from "@/lib/imports/finding-standing";
import type { ImportedFinding } from "@/lib/imports/view";
import { Sentences } from "./sentences";

const titles: Readonly<Record<FindingStanding["kind"], string>> = {
  changed: "This file was changed after it was written.",
  same: "This file is what this site published.",
  other: "This site published something else under this version.",
  gone: "This site has taken this version back.",
  unknown: "This site has no such version published.",
};

/** Which version of a finding a file says it is, whether it is whole, and whether this site published just that. */
export async function OfFinding({ finding }: { finding: ImportedFinding }) {
  const { id, version, title, authors, url, contentHash, claims } = finding;
  const standing = await getFindingStanding(finding);
  const isHere = standing.kind === "same" || standing.kind === "other";
  return (
    <div className="mt-4">
      <Notice
        tone={standing.kind === "changed" || standing.kind === "other" ? "error" : "plain"}
        title={titles[standing.kind]}
      >
        It says that it is version {version} of &#8220;<bdi>{title || "Untitled"}</bdi>&#8221; by{" "}
        <bdi>{authors.slice(0, 5).join(", ")}</bdi>, published at <code className="break-all">{url}</code>.
        Its <Term of="content-hash" /> is <code className="break-all">{contentHash}</code>.{" "}
        {isHere && (
          <TextLink href={`/findings/${encodeURIComponent(id)}/versions/${version}`}>
            Version {version} as it stands here
          </TextLink>
        )}
        {standing.kind === "other" && (
          <>
            {" "}
            has the hash <code className="break-all">{standing.contentHash}</code>.
          </>
        )}
        {standing.kind === "gone" && standing.message}
        {standing.kind === "unknown" &&
          "It may be of another site: a hash from a citation tells whether it is right."}
        {standing.kind === "changed" && (
          <Sentences
            label="What does not hold"
            sentences={claims.filter(({ agrees }) => !agrees).map(({ says }) => says)}
          />
        )}
      </Notice>
    </div>
  );
}
