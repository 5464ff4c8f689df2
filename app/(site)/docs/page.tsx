import type { Metadata } from "next";
import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { findPublishedStarters } from "@/lib/starter-content/find-published";
import { GuideFrame } from "./_components/guide-frame";
import { GuideSections } from "./_components/guide-sections";
import { firstSteps } from "./_guide/first-steps";
import type { GuideSection } from "./_guide/guide-page";
import { guideStops } from "./_guide/pages";

export const metadata: Metadata = {
  title: "Guide",
  description: "From a prompt to a published, checked finding, for somebody new to sparse autoencoders.",
};

export default async function Guide() {
  const published = await findPublishedStarters();
  const found: GuideSection = {
    id: "found",
    title: "What this site has found by itself",
    body: (
      <>
        <p>
          When it is first started, this site runs some twenty texts through the bundled <Term of="model" />,
          traces a <Term of="circuit" /> of each, has it verified and causally checked, and publishes what
          came out, also where the answer is that something was not found.
        </p>
        {published.length === 0 ? (
          <p className="guide-aside">
            There is nothing yet: its workers may still be at it, or its operator has left it out. What people
            have published stands on <TextLink href="/">the first page</TextLink>.
          </p>
        ) : (
          <ul>
            {published.map(({ findingId, title }) => (
              <li key={findingId}>
                <TextLink href={`/findings/${findingId}`}>{title}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </>
    ),
  };
  const pages: GuideSection = {
    id: "pages",
    title: "The pages of this guide",
    body: (
      <ul>
        {guideStops.slice(1).map(({ href, title, summary }) => (
          <li key={href}>
            <TextLink href={href}>{title}</TextLink>: {summary}
          </li>
        ))}
      </ul>
    ),
  };
  const sections = [...firstSteps, found, pages];
  return (
    <GuideFrame href="/docs" sections={sections}>
      <GuideSections sections={sections} />
    </GuideFrame>
  );
}
