import type { Metadata } from "next";
import { Term } from "@/app/_components/term/term";
import { ButtonLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { Checking } from "./_components/checking";
import "./_components/checking.css";

export const metadata: Metadata = {
  title: "Check labels",
  description: "Say of texts whether a feature fires in them, knowing its label and nothing else.",
};

interface LabelPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Labels, one after the other, to be checked blind. */
export default async function LabelPage({ searchParams }: LabelPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const asked = idCursor.safeParse(params.get("label"));
  return (
    <article className="checking-page">
      <h1 className="text-xl">Check labels</h1>
      <p className="mt-1 mb-6 max-w-prose text-ink-soft">
        You are shown a <Term of="label" /> and texts, and say of each text whether the feature would fire in
        it. In half of them it does. Nobody tells you which until you have answered all: that is what makes a
        label <em>supported</em>.
      </p>
      {viewer.kind === "member" ? (
        <>
          <Checking first={asked.success ? asked.data : null} />
          <noscript>
            <p>Checking labels needs JavaScript here.</p>
          </noscript>
        </>
      ) : (
        <EmptyState title="Checking needs an account, since one person answers once.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Flabel" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}
