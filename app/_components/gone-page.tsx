/** The page of what its author took back: who did it and when, and nothing of what it said. */
export function GonePage({
  sentence,
  what = "finding",
}: {
  sentence: string;
  what?: "finding" | "version" | "project";
}) {
  return (
    <article>
      <h1 className="text-xl">This {what} was taken back.</h1>
      <p className="mt-2 max-w-prose text-m">{sentence} What it said is not shown any more.</p>
    </article>
  );
}
