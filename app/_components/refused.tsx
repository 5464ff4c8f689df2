import { Notice } from "@/components/ui/notice";

interface RefusedProps {
  /** What a query or a mutation threw; nothing is said without one. */
  error: Error | null;
  /** As a notice of its own, with this above the sentence where there is one. */
  notice?: string | true;
}

/** What the site would not do, in its own sentence. Every refusal is told by this, or beside the field it is about. */
export function Refused({ error, notice }: RefusedProps) {
  if (!error) return null;
  if (notice)
    return (
      <Notice tone="error" live {...(notice !== true && { title: notice })}>
        {error.message}
      </Notice>
    );
  return (
    <p role="alert" className="basis-full text-danger text-m">
      {error.message}
    </p>
  );
}
