import { type FormEvent, useState } from "react";
import { useFeatureKinds } from "@/app/(site)/_components/feature-card/features-at";
import { Button } from "@/components/ui/button";
import type { Edit } from "@/lib/circuit-format/edit";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";

interface SpliceFormProps {
  /** How many the model has. */
  layers: number;
  busy: boolean;
  onChange: (edits: readonly Edit[]) => void;
}

/** Puts a dictionary in its site's place, to see what the model says of what the dictionary makes of it. */
export function SpliceForm({ layers, busy, onChange }: SpliceFormProps) {
  const kinds = useFeatureKinds();
  const [wanted, setWanted] = useState("");
  const [keepError, setKeepError] = useState(false);
  const sites = Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
    kinds.map((kind) => ({ kind, layer, name: `${kind}.${layer}` })),
  );
  const site = sites.find(({ name }) => name === wanted) ?? sites[0];
  if (!site) return null;
  const { kind, layer } = site;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) onChange([{ do: "splice", kind, layer, keepError }]);
  }
  return (
    <details className="try-splice text-s">
      <summary>Put a dictionary in its site&#8217;s place</summary>
      <form className="mt-2 grid gap-2" onSubmit={submit}>
        <p className="text-ink-soft">
          At every token the model goes on with what the dictionary makes of the site, not with the site
          itself.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <label className="flex items-center gap-2">
            Dictionary
            <select className="input" value={site.name} onChange={({ target }) => setWanted(target.value)}>
              {sites.map((each) => (
                <option key={each.name} value={each.name}>
                  {`${dictionaryWords[each.kind]}, layer ${each.layer}`}
                </option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={keepError}
              onChange={({ target }) => setKeepError(target.checked)}
            />
            add its error back
          </label>
          <Button size="s" type="submit" busy={busy}>
            Splice in
          </Button>
        </div>
      </form>
    </details>
  );
}
