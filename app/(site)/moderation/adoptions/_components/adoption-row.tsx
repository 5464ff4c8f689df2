import { adoptionAddress } from "@/app/_queries/adoptions";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { FoundAdoption } from "@/lib/adoptions/find-adoptions";
import type { AdoptionOutcome } from "@/lib/adoptions/view";
import { type Standing, standingOf } from "@/lib/evidence-format/judge-fit";
import { LiveProgress } from "../../../_components/computation/live-progress";
import { BeginAgain } from "./begin-again";

/** One adoption: what was asked, by whom, how far it is, and what came of it. */
export function AdoptionRow({ of }: { of: FoundAdoption }) {
  const { id, source, dictionaries, name, processing, knownAs, licence } = of;
  const { adopter, createdAt, progress, outcome } = of;
  return (
    <li className="border-line border-b py-3">
      <p className="break-words text-m">
        <strong>
          <bdi>{source}</bdi>
        </strong>
        {name !== "" && (
          <>
            {" "}
            as <bdi>{name}</bdi>
          </>
        )}
        {dictionaries.length > 0 && (
          <>
            {" "}
            with <bdi>{dictionaries.join(", ")}</bdi>
          </>
        )}
        {processing !== "" && <>, processing: {processing}</>}
        {knownAs.length > 0 && (
          <>
            , known as <bdi>{knownAs.join(", ")}</bdi>
          </>
        )}
        {licence !== "" && (
          <>
            , licence: <bdi>{licence}</bdi>
          </>
        )}
        , asked for{" "}
        {adopter ? (
          <>
            by <TextLink href={`/users/${adopter.handle}`}>{adopter.handle}</TextLink>
          </>
        ) : (
          "by an account that is gone"
        )}{" "}
        <RelativeDate date={createdAt} />.
      </p>
      {progress.status === "computing" && (
        <LiveProgress kind="adoption" address={adoptionAddress(id)} initial={progress} />
      )}
      {progress.status === "failed" && (
        <div className="mt-1 flex flex-wrap items-baseline gap-3 text-m">
          <p className="max-w-prose break-words text-danger">{progress.failure}</p>
          <BeginAgain asked={{ source, dictionaries, name, processing, knownAs, licence }} />
        </div>
      )}
      {outcome && <Outcome outcome={outcome} />}
    </li>
  );
}

const setWords: Record<Standing, string> = {
  ...{ fits: "fits", partly: "fits, but for what was not measured" },
  undecided: "may fit: what was measured does not tell its processing from another",
  ...{ unfit: "does not fit, and is used for no circuit", unmeasured: "not measured" },
};

function Outcome({ outcome: { name, checksum, sets } }: { outcome: AdoptionOutcome }) {
  return (
    <div className="text-m">
      <p className="break-words">
        It is <TextLink href={`/models/${encodeURIComponent(name)}`}>{name}</TextLink>, checksum{" "}
        <span className="mono">{checksum.slice(0, 12)}</span>
        {sets.length === 0 ? ", without dictionaries." : "."}
      </p>
      <ul>
        {sets.map(({ kind, name: set, layers, sentences, ...verdict }) => (
          <li key={`${kind}/${set}`} className="break-words">
            <span className="mono">
              {kind}/{set}
            </span>
            , {layers === 1 ? "one layer" : `${layers} layers`}: {setWords[standingOf(verdict)]}.
            {[...sentences, ...verdict.undecided, ...verdict.unmeasured, ...verdict.unread].map(
              (sentence) => (
                <span key={sentence} className="block max-w-prose text-ink-soft">
                  <bdi>{sentence}</bdi>
                </span>
              ),
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
