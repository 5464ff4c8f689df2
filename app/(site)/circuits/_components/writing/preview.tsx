import { useQuery } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { previewQuery } from "@/app/_queries/findings";
import { WriteUp } from "../../../findings/_components/write-up";
import "../../../findings/findings.css";

/** A write-up as it will look, made by what makes it when it is saved. */
export function Preview({ body }: { body: string }) {
  const { data, error } = useQuery(previewQuery(body));
  return (
    <div className="writing-preview" aria-live="polite">
      <Refused error={error} notice />
      {!data && !error && <p className="text-ink-soft text-s">Preparing the preview</p>}
      {data?.problems.map((problem) => (
        <p key={problem} className="text-danger text-s">
          {problem}
        </p>
      ))}
      {data && data.parts.length === 0 && <p className="text-ink-soft text-s">Nothing is written yet.</p>}
      {data && <WriteUp parts={data.parts} />}
    </div>
  );
}
