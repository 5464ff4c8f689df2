import { notFound } from "next/navigation";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { TokenBox } from "@/components/ui/token-text";
import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { nearTokens } from "@/lib/labels/pinpointing/estimate-pinpointing";
import { findNextToPinpoint } from "@/lib/labels/pinpointing/next-to-pinpoint";
import { findPinpoints } from "@/lib/labels/pinpointing/take-pinpoints";
import type { PinpointHand } from "@/lib/labels/pinpointing/view";
import { idCursor } from "@/lib/paging/page";
import { BeginPinpointing, PinpointForm } from "./pinpoint-form";
import "./pinpointing.css";

interface PinpointingProps {
  /** A label's id, or anything else for the next one. */
  asked: string;
  /** A label that is not wanted now. */
  passed: string | null;
  viewer: Viewer;
}

/** At which token of a text a label's feature fires most, text by text; needs no script. */
export async function Pinpointing({ asked, passed, viewer }: PinpointingProps) {
  return (
    <article className="checking-page">
      <h1 className="text-xl">At which token?</h1>
      <p className="mt-1 mb-6 max-w-prose text-ink-soft">
        You know a <Term of="label" /> and see texts in which its feature fires, and pick the token at which
        it fires most. What is right you are told when all are answered. It stands beside the label and
        decides nothing. <TextLink href="/label?only=checks">Say in which texts it fires</TextLink>
      </p>
      {viewer.kind === "member" ? (
        <Member {...{ asked, passed }} raterId={viewer.id} />
      ) : (
        <EmptyState title="Checking needs an account, since one person answers once.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Flabel%3Fpinpoint%3Dnext" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}

async function Member({ asked, passed, raterId }: Omit<PinpointingProps, "viewer"> & { raterId: string }) {
  const named = idCursor.safeParse(asked);
  const without = idCursor.safeParse(passed);
  const rater = { raterId, byProgram: false };
  const next = named.success ? null : await findNextToPinpoint(rater, without.success ? [without.data] : []);
  const labelId = named.success ? named.data : next?.labelId;
  if (!labelId)
    return (
      <EmptyState title="There is no label left whose tokens you could pick.">
        <p className="mt-1 max-w-prose">
          Labels come here when you have said, by them, in which texts their features fire.{" "}
          <TextLink href="/label?only=checks">Check a label</TextLink>
        </p>
      </EmptyState>
    );
  const found = await handOf({ labelId, ...rater });
  if (found === "not-found") notFound();
  const other = <TextLink href={`/label?pinpoint=next&without=${labelId}`}>Another label</TextLink>;
  if (typeof found === "string")
    return (
      <>
        <Notice>{found}</Notice>
        <p className="mt-3">{other}</p>
      </>
    );
  return (
    <>
      {found.hand ? <OfHand hand={found.hand} /> : <Begin labelId={labelId} text={found.text} />}
      <p className="checking-ways">{other}</p>
    </>
  );
}

/** One's hand, or why there is none. */
async function handOf(taken: { labelId: string; raterId: string; byProgram: boolean }) {
  try {
    return await findPinpoints(taken);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "not-found" ? ("not-found" as const) : error.message;
  }
}

function Begin({ labelId, text }: { labelId: string; text: string }) {
  return (
    <>
      <p className="checking-label">{text}</p>
      <BeginPinpointing labelId={labelId} />
    </>
  );
}

function OfHand({ hand }: { hand: PinpointHand }) {
  const { label, texts, isDone } = hand;
  const at = texts.findIndex(({ isAnswered }) => !isAnswered);
  const text = texts[at];
  return (
    <section aria-label="The label and its texts">
      <p className="checking-label">{label.text}</p>
      {!isDone && text ? (
        <>
          <p className="mt-4 text-ink-soft text-m" role="status">
            Text {at + 1} of {texts.length}: at which token does the feature of this label fire most?
          </p>
          <PinpointForm key={text.id} labelId={label.id} text={text} />
        </>
      ) : (
        <Result texts={texts} />
      )}
    </section>
  );
}

function Result({ texts }: Pick<PinpointHand, "texts">) {
  const told = texts.flatMap(({ chosen, position }) =>
    chosen === null || position === null ? [] : [Math.abs(chosen - position)],
  );
  const exact = told.filter((distance) => distance === 0).length;
  const near = told.filter((distance) => distance <= nearTokens).length;
  return (
    <>
      <p className="mt-4" role="status">
        You picked the very token in {exact} of {told.length}, and it or one beside it in {near}
        {told.length < texts.length && `; ${texts.length - told.length} you could not tell`}. Your answers
        count for this label now, with those of others.
      </p>
      <ol className="checking-results">
        {texts.map(({ id, tokens, chosen, position }) => (
          <li key={id}>
            <p className="text-m">
              <span className="font-semibold">{resultWords(chosen, position)}</span>
            </p>
            <div className="strip" data-size="s">
              {tokens.map((token) => (
                <span
                  key={token.position}
                  className="pinpoint-told"
                  data-right={token.position === position || undefined}
                  data-chosen={token.position === chosen || undefined}
                >
                  <TokenBox token={token} />
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

function resultWords(chosen: number | null, position: number | null): string {
  if (chosen === null || position === null) return "You could not tell; it fires most at the filled token";
  const distance = Math.abs(chosen - position);
  if (distance === 0) return "You picked where it fires most";
  const tokens = distance === 1 ? "1 token" : `${distance} tokens`;
  return `You picked the underlined token, ${tokens} from the filled one, where it fires most`;
}
