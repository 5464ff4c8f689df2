import type { Metadata } from "next";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { peekQueue } from "@/lib/label-queue/peek-queue";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { Checking } from "./_components/checking";
import { Intruders } from "./_components/intruders";
import { Pinpointing } from "./_components/pinpointing";
import { ProjectQueue } from "./_components/project-queue";
import { Queue } from "./_components/queue";
import { QueueLook } from "./_components/queue-look";
import "./_components/checking.css";
import "./_components/queue.css";

export const metadata: Metadata = {
  title: "Label features",
  description: "Features that wait for a name, a check or a vote, one at a time.",
};

interface LabelPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The queue of labels, or with `?project=` that of a project; with `?only=checks`, or a label that is named, blind checks alone; with `?pinpoint=`, at which token; with `?intruder=`, which text does not belong. */
export default async function LabelPage({ searchParams }: LabelPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const asked = idCursor.safeParse(params.get("label"));
  const signedIn = viewer.kind === "member";
  const pinpoint = params.get("pinpoint");
  if (pinpoint !== null)
    return <Pinpointing asked={pinpoint} passed={params.get("without")} viewer={viewer} />;
  const intruder = params.get("intruder");
  if (intruder !== null) return <Intruders asked={intruder} passed={params.get("without")} viewer={viewer} />;
  if (params.has("label") || params.get("only") === "checks")
    return <Checks first={asked.success ? asked.data : null} signedIn={signedIn} />;
  const slug = params.get("project");
  if (slug !== null) return <ProjectQueue slug={slug} viewer={viewer} />;
  return (
    <article className="queue-page">
      <header className="queue-header">
        <h1 className="text-xl">Label features</h1>
        <p className="mt-1 mb-3 max-w-prose text-ink-soft">
          One <Term of="feature" /> at a time: first what stands in many circuits, what nobody has named and
          what people disagree on. While it is before you, nobody else is shown it here.{" "}
          <TextLink href="/label?only=checks">Only check labels</TextLink>
          {" \u00b7 "}
          <TextLink href="/label?intruder=next">Which does not belong?</TextLink>
          {" \u00b7 "}
          <TextLink href="/projects">Projects</TextLink>
          {signedIn && (
            <>
              {" \u00b7 "}
              <TextLink href="/label/sittings">What you did here</TextLink>
            </>
          )}
        </p>
      </header>
      {signedIn ? (
        <>
          <Queue />
          <noscript>
            <p>
              The queue needs JavaScript. Without it, every <a href="/features">feature's page</a> takes
              labels.
            </p>
          </noscript>
        </>
      ) : (
        <GuestLook path={await peekQueue()} />
      )}
    </article>
  );
}

function GuestLook({ path }: { path: string | null }) {
  if (!path)
    return (
      <EmptyState title="No feature waits for a label yet.">
        <p className="mt-1">
          They come when a corpus has been read, which the site does by itself at its start.
        </p>
      </EmptyState>
    );
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-3">
        This one waits most. Type what you would call it; to propose it you need an account.
        <ButtonLink href="/sign-in?callbackUrl=%2Flabel" size="s">
          Sign in
        </ButtonLink>
      </p>
      <QueueLook path={path} />
    </>
  );
}

function Checks({ first, signedIn }: { first: string | null; signedIn: boolean }) {
  return (
    <article className="checking-page">
      <h1 className="text-xl">Check labels</h1>
      <p className="mt-1 mb-6 max-w-prose text-ink-soft">
        You are shown a <Term of="label" /> and texts, and say of each text whether the feature would fire in
        it; in half of them it does. Where a label says what the feature makes the model say, you are shown
        four tokens after each text, and say which of them it makes more likely. Nobody tells you what is
        right until you have answered all: that is what makes a label <em>supported</em>. After that you can
        say <TextLink href="/label?pinpoint=next">at which token</TextLink> it fires. Of a feature whose
        labels you do not know you can say{" "}
        <TextLink href="/label?intruder=next">which text does not belong</TextLink>.
      </p>
      {signedIn ? (
        <>
          <Checking first={first} />
          <noscript>
            <p>Checking labels needs JavaScript here.</p>
          </noscript>
        </>
      ) : (
        <EmptyState title="Checking needs an account, since one person answers once.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Flabel%3Fonly%3Dchecks" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}
