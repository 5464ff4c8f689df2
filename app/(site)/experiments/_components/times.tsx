import type { ExperimentView } from "@/lib/experiments/view";

/** When a hypothesis was written and when its result was computed: to the second, in one zone, so that both can be told apart. */
export function Times({ view }: { view: ExperimentView }) {
  const { hypothesis, createdAt, computedAt } = view;
  const written = new Date(hypothesis.writtenAt);
  // The site's own clock tells no more than what the file says where both are within a minute.
  const isSaidByFile = Math.abs(createdAt.getTime() - written.getTime()) > 60_000;
  return (
    <p className="mt-1 max-w-prose text-ink-soft text-m">
      {isSaidByFile && (
        <>
          Written <Instant date={written} />, as its file says.{" "}
        </>
      )}
      {isSaidByFile ? "Here since " : "Written down here "}
      <Instant date={createdAt} />
      {computedAt ? (
        <>
          , before its result, of <Instant date={computedAt} />.
        </>
      ) : (
        ", and there is no result yet."
      )}
    </p>
  );
}

export function Instant({ date }: { date: Date }) {
  const iso = date.toISOString();
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {iso.slice(0, 10)} {iso.slice(11, 19)} UTC
    </time>
  );
}
