import type { Metadata } from "next";
import { z } from "zod";
import { accountAddress } from "@/app/_components/account-address";
import { ButtonLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { maxTitleLength } from "@/lib/bounties/bounty-words";
import { getRuleChoices } from "@/lib/bounties/rule-choices";
import { usualRubric } from "@/lib/bounty-format/terms";
import { seededTerms } from "@/lib/bounty-rules/seeded-terms";
import { findWanted } from "@/lib/wanted/find-wanted";
import type { WantedView } from "@/lib/wanted/wanted-schemas";
import { toParams } from "../../_components/to-params";
import { BountyForm } from "../_components/bounty-form";
import "../_components/bounties.css";

export const metadata: Metadata = { title: "Sponsor a bounty", robots: { index: false } };

const dayMillis = 86_400_000;

interface NewBountyPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Begins a bounty, of what is wanted where the address names that: `?wanted=`. */
export default async function NewBountyPage({ searchParams }: NewBountyPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const only = z.uuid().safeParse(params.get("wanted")).data;
  const [wanted] = only ? (await findWanted({ viewer, only })).items : [];
  if (viewer.kind === "guest")
    return (
      <>
        <h1>Sponsor a bounty</h1>
        <EmptyState title="A bounty needs somebody who stands for it, and that an account.">
          <p className="mt-3">
            <ButtonLink href={accountAddress("/sign-in", "/bounties/new")} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </>
    );
  const tomorrow = new Date(Math.ceil(Date.now() / dayMillis) * dayMillis);
  return (
    <>
      <h1>Sponsor a bounty</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        It is a draft that you alone see until you open it. Rules may be changed until the first entry, and
        the deadline only be put later then.
      </p>
      <BountyForm
        slug={null}
        wanted={wanted?.id ?? null}
        revision={1}
        choices={await getRuleChoices()}
        saved={{
          ...{
            title: wanted?.text.slice(0, maxTitleLength) ?? "",
            brief: wanted ? briefOf(wanted) : "",
            prize: "",
            currency: "",
            places: "",
            sharedBy: "",
            judges: viewer.handle,
            licence: "CC-BY-4.0",
          },
          ...{
            opensAt: tomorrow.toISOString(),
            closesAt: new Date(tomorrow.getTime() + 30 * dayMillis).toISOString(),
          },
          ...{ rules: seededTerms.rules, rubric: [...usualRubric], nullResults: true, replications: true },
          ...{ maxEntriesADay: 5, maxTeam: 5, appealDays: 7, replyDays: 14, judgesEach: null },
        }}
      />
    </>
  );
}

function briefOf({ text, feature, pattern }: WantedView): string {
  return [
    text,
    feature && `Feature: \`${feature.replace("/features/", "")}\``,
    pattern && `In: \`\` ${pattern} \`\``,
  ]
    .filter(Boolean)
    .join("\n\n");
}
