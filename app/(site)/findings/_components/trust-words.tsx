import type { ReactNode } from "react";
import { Term } from "@/app/_components/term/term";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { Trust } from "@/lib/trust/view";

// Lucide's "check" and "flask-conical" (ISC). Its own components would be sent to every reader of the first page.
const checkPath = "M20 6 9 17l-5-5";
const flaskPath =
  "M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2M6.453 15h11.094M8.5 2h7";

type Checked = Trust["checked"][number];

const heldWords = ({ frozen }: Checked) =>
  frozen ? "with patterns and LayerNorms held" : "with nothing held";

/** Of a finding in a list, whether its circuit was verified and whether it was causally checked: two words, two marks. */
export function TrustMarks({ trust: { verified, checked } }: { trust: Trust }) {
  const [check] = checked;
  return (
    <>
      {verified?.passed && (
        <Mark
          icon={<Sign path={checkPath} />}
          says="Verified: its circuit was computed again and came out as it is stored."
        >
          verified
        </Mark>
      )}
      {verified?.passed === false && (
        <Mark icon={null} says="Its circuit was computed again and differs from what is stored.">
          differs
        </Mark>
      )}
      {check && (
        <Mark
          icon={<Sign path={flaskPath} />}
          says={`Causally checked: ${formatCount(check.features)} features were taken out of the real model, ${heldWords(check)}. The number is the correlation of predicted and measured effects.`}
        >
          checked{check.pearson !== null && ` ${formatNumber(check.pearson)}`}
        </Mark>
      )}
    </>
  );
}

function Sign({ path }: { path: string }) {
  return (
    <svg
      aria-hidden="true"
      width="13"
      height="13"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}

function Mark({ icon, says, children }: { icon: ReactNode; says: string; children: ReactNode }) {
  return (
    <span
      title={says}
      className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap text-ink-soft text-s"
    >
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** The same in sentences, with when and of which circuit. */
export function TrustWords({ trust: { verified, checked }, circuitId }: { trust: Trust; circuitId: string }) {
  return (
    <p>
      <TextLink href={`/circuits/${circuitId}`}>Its circuit</TextLink> <VerifiedWords verified={verified} />
      {checked.length > 0 ? ". It is " : ". It is not causally checked."}
      {checked.map((check, n) => (
        <span key={String(check.frozen)}>
          {n > 0 && " and"}
          {n === 0 && (
            <strong>
              <Term of="causally-checked">causally checked</Term>
            </strong>
          )}{" "}
          {heldWords(check)} (<RelativeDate date={check.at} />, {formatCount(check.features)} features
          {check.pearson !== null && `, correlation ${formatNumber(check.pearson)}`})
        </span>
      ))}
      {checked.length > 0 && "."}
    </p>
  );
}

function VerifiedWords({ verified }: Pick<Trust, "verified">) {
  if (!verified) return <>is not verified: nobody has had it computed again</>;
  const when = <RelativeDate date={verified.at} />;
  if (!verified.passed)
    return (
      <>
        <strong className="text-danger">differs</strong> from what came out when it was computed again {when}
      </>
    );
  return (
    <>
      is{" "}
      <strong>
        <Term of="verified">verified</Term>
      </strong>
      : computed again {when}, it came out as it is stored
    </>
  );
}
