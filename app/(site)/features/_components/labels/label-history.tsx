import { useMutation, useQuery } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { labelHistoryQuery, revertMutation } from "@/app/_queries/labels";
import { Button } from "@/components/ui/button";
import { RelativeDate } from "@/components/ui/relative-date";
import type { LabelView } from "@/lib/labels/view";

/** What a proposal said from the latest to the first, with what was changed marked word by word. */
export function LabelHistory({ label, path }: { label: LabelView; path: string }) {
  const { data: history, error } = useQuery(labelHistoryQuery(label.id, label.revision));
  const reverting = useMutation(revertMutation(path));
  if (!history)
    return error ? <Refused error={error} /> : <p className="feature-note">Fetching what it said before.</p>;
  return (
    <ol className="label-history">
      {history.revisions.map(
        ({ number, ancestor, text, words, rationaleChanged, programChanged, createdAt }) => (
          <li key={number}>
            <span className="label-history-number">{number}</span>
            <span className="min-w-0">
              {words.map(({ text: word, is }, i) => {
                // Their place tells them apart: a word may come twice.
                const key = `${i} ${word}`;
                if (is === "added") return <ins key={key}>{word}</ins>;
                if (is === "removed") return <del key={key}>{word}</del>;
                return <span key={key}>{word}</span>;
              })}
              <span className="feature-note block">
                <RelativeDate date={createdAt} />
                {ancestor !== null &&
                  ancestor !== number - 1 &&
                  `, says again what revision ${ancestor} said`}
                {rationaleChanged && ", with another rationale"}
                {programChanged && ", with another program or none"}
                {label.isMine && text !== label.text && (
                  <>
                    {" \u00b7 "}
                    <Button
                      size="s"
                      look="plain"
                      busy={reverting.isPending}
                      onClick={() => reverting.mutate({ id: label.id, to: number, revision: label.revision })}
                    >
                      Say this again
                    </Button>
                  </>
                )}
              </span>
            </span>
          </li>
        ),
      )}
      <Refused error={reverting.error} />
    </ol>
  );
}
