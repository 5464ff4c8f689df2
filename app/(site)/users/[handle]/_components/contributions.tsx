import { Term } from "@/app/_components/term/term";
import { Alpha } from "@/app/(site)/features/_components/judgements/alpha";
import { formatCount } from "@/components/ui/format-number";
import { findAgreementOf } from "@/lib/judgements/find-agreement";
import { getCalibration } from "@/lib/people/get-calibration";
import { getContributions } from "@/lib/people/get-contributions";

/** What somebody has given, in numbers that say what they are of; nothing where there is none. */
export async function PersonsContributions({ handle }: { handle: string }) {
  const [{ findings, labels, told }, agreement, sureness] = await Promise.all([
    getContributions(handle),
    findAgreementOf(handle),
    getCalibration(handle),
  ]);
  const answers = told.firing.of + told.silent.of + told.near.of;
  if (findings + labels.standing + answers === 0 && !agreement) return null;
  return (
    <dl className="mb-8 grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-m">
      <dt className="text-ink-soft">Findings</dt>
      <dd>{formatCount(findings)} published</dd>
      <dt className="text-ink-soft">Labels</dt>
      <dd>
        {formatCount(labels.standing)} proposed; {formatCount(labels.leading)} of them what the feature is
        called, {formatCount(labels.supported)} of these supported by blind answers
      </dd>
      {answers > 0 && (
        <>
          <dt className="text-ink-soft">Told blind</dt>
          <dd>
            {formatCount(told.firing.right)} of {formatCount(told.firing.of)} texts in which the feature
            fires, {formatCount(told.silent.right)} of {formatCount(told.silent.of)} in which it does not,{" "}
            {formatCount(told.near.right)} of {formatCount(told.near.of)} near misses. How well one can tell
            depends on the labels one was asked by.
          </dd>
        </>
      )}
      {agreement && (
        <>
          <dt className="text-ink-soft">Judged</dt>
          <dd>
            {formatCount(agreement.features)} features that others judged too, each blind to the others.
            <Term of="agreement">Agreement</Term> with them, as Krippendorff{"\u2019"}s alpha with its 90%
            interval: interpretable <Alpha alpha={agreement.interpretable} />, family{" "}
            <Alpha alpha={agreement.family} />, one meaning or several{" "}
            <Alpha alpha={agreement.hasOneMeaning} />.
          </dd>
        </>
      )}
      {sureness && (
        <>
          <dt className="text-ink-soft">Sureness</dt>
          <dd>
            Of features that others judged too, by how sure they said they were, how often others said the
            same of whether it has one meaning:{" "}
            {sureness
              .map(
                ({ confidence, features, agreed }) =>
                  `${confidence} of 4: ${(100 * agreed).toFixed(0)}% of ${formatCount(features)}`,
              )
              .join("; ")}
            . It is agreement: nothing is known to be true of it.
          </dd>
        </>
      )}
    </dl>
  );
}
