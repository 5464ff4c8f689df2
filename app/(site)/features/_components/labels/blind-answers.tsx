import { Explain } from "@/components/ui/explain";
import type { BlindEstimate, Interval } from "@/lib/labels/checks/estimate";
import type { ContinuationEstimate } from "@/lib/labels/checks/estimate-continuations";
import type { PinpointEstimate } from "@/lib/labels/pinpointing/estimate-pinpointing";
import type { CrowdEstimate } from "@/lib/labels/raters/estimate-schema";
import type { LabelView } from "@/lib/labels/view";

/** What people told blind by a label, and apart from it what programs did. */
export function BlindAnswers({ blind, crowd, continuations, pinpointed, byPrograms }: LabelView) {
  return (
    <>
      {blind && <Fires blind={blind} of="person" />}
      {crowd && <Crowd crowd={crowd} />}
      {continuations && <Raises told={continuations} of="person" />}
      {pinpointed && <Pinpointed told={pinpointed} of="person" />}
      {byPrograms?.blind && <Fires blind={byPrograms.blind} of="program" />}
      {byPrograms?.continuations && <Raises told={byPrograms.continuations} of="program" />}
      {byPrograms?.pinpointed && <Pinpointed told={byPrograms.pinpointed} of="program" />}
    </>
  );
}

type Of = "person" | "program";

/** Whose answers they are; a program's are by a key of somebody, and decide nothing. */
function whoWords({ answers, raters }: { answers: number; raters: number }, of: Of): string {
  const count = `${answers} ${answers === 1 ? "answer" : "answers"}`;
  if (of === "person")
    return `${answers} blind ${answers === 1 ? "answer" : "answers"} of ${raters} ${raters === 1 ? "person" : "people"}`;
  return `Programs of ${raters} ${raters === 1 ? "person" : "people"}, which decide nothing, gave ${count} blind`;
}

/** Where the feature fires: the shares with their intervals, and the counts that they are made of. */
function Fires({ blind, of }: { blind: BlindEstimate; of: Of }) {
  const { bands, random, near, balanced, sensitivity, specificity } = blind;
  const yes = bands.reduce((sum, band) => sum + band.yes, 0);
  const firing = bands.reduce((sum, band) => sum + band.of, 0);
  return (
    <p className="feature-note">
      {whoWords(blind, of)}: told {yes} of {firing} texts in which it fires, {random.no} of {random.of} in
      which it does not, {near.no} of {near.of} near misses.
      {balanced && sensitivity && specificity && (
        <>
          {" "}
          <Explain
            explanation={`Over the whole corpus: ${spanOf(sensitivity)} of windows in which it fires, by band of activation weighted by the windows of each, and ${spanOf(specificity)} of those in which it does not; near misses are left out. Intervals are of 90% and count answers as independent.`}
          >
            {spanOf(balanced)} told rightly
          </Explain>
          , where guessing tells 50%.
        </>
      )}
    </p>
  );
}

/** The same by what the label says of each text, people's own errors reckoned with. */
function Crowd({ crowd: { texts, settled, balanced, sensitivity, specificity } }: { crowd: CrowdEstimate }) {
  return (
    <p className="feature-note">
      With people's own error rates reckoned with: what it says is settled of {settled} of {texts} texts
      {balanced && sensitivity && specificity && (
        <>
          ,{" "}
          <Explain
            explanation={`What the label says of each text, as far as answers tell by people whose error rates are learned from all that they answered: it says so of ${spanOf(sensitivity)} of windows in which the feature fires, by band of activation weighted by the windows of each, and of ${spanOf(specificity)} of those in which it does not. Intervals are of 90%. It decides nothing.`}
          >
            {spanOf(balanced)} told rightly by the label
          </Explain>
        </>
      )}
      .
    </p>
  );
}

/** What the feature raises. */
function Raises({ told, of }: { told: ContinuationEstimate; of: Of }) {
  const { answers, right, tokens, choseTogether, share } = told;
  return (
    <p className="feature-note">
      {whoWords(told, of)}: named {right} of {answers} tokens that it raises, {tokens} different ones
      {choseTogether > 0 && `; ${choseTogether} times a token of a feature that fires with it`}.
      {share && (
        <>
          {" "}
          <Explain explanation="Each question has one of the tokens that the feature raises most and three that other features raise. The interval is of 90% and counts answers as independent.">
            {spanOf(share)} right
          </Explain>
          , where guessing names 25%.
        </>
      )}
    </p>
  );
}

/** At which token of a text it fires most. */
function Pinpointed({ told, of }: { told: PinpointEstimate; of: Of }) {
  const { answers, exact, within } = told;
  return (
    <p className="feature-note">
      {whoWords(told, of)}: picked the very token at which it fires most in {exact.right} of {answers} texts,
      it or one beside it in {within.right}.
      {exact.raw && exact.weighted && within.raw && within.weighted && (
        <>
          {" "}
          <Explain
            explanation={`With bands of activation weighted by the windows of each: ${spanOf(exact.weighted)} exactly and ${spanOf(within.weighted)} within one token. Intervals are of 90%; those of raw counts are Wilson's. They count answers as independent. It decides nothing.`}
          >
            {spanOf(exact.raw)} exactly, {spanOf(within.raw)} within one token
          </Explain>
          , where chance has {percent(exact.chance)} and {percent(within.chance)}.
        </>
      )}
    </p>
  );
}

export function spanOf({ value, low, high }: Interval): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

export const percent = (share: number) => `${Math.round(share * 100)}%`;
