import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { bandWords, densityBands } from "@/lib/features/density-bands";
import { setSegment } from "@/lib/features/feature-address";
import type { featureQuery } from "@/lib/features/feature-query";
import type { ModelView } from "@/lib/models/get-model";

interface FeatureSearchProps {
  models: readonly ModelView[];
  filter: z.output<typeof featureQuery>;
}

const families = [
  ["dead", "never fired"],
  ["always-on", "on nearly every token"],
  ["positional", "by position"],
  ["duplicate", "copies of another"],
] as const;

const labels = [
  ["labelled", "With a label"],
  ["unlabelled", "Without a label"],
  ["proposed", "Label proposed"],
  ["contested", "Label contested"],
  ["supported", "Label supported"],
] as const;

/** Which features are listed: a form that is sent as it is, so that it needs no script and its answer has an address. */
export function FeatureSearch({ models, filter }: FeatureSearchProps) {
  const { q = "", model, set, layer, family, density, label, sort } = filter;
  const shown = models.filter(({ name }) => model === undefined || name === model);
  const sets = new Map(
    shown.flatMap(({ dictionarySets }) =>
      dictionarySets.map(({ kind, name, displayName }) => [setSegment({ kind, set: name }), displayName]),
    ),
  );
  const layers = new Set(
    shown.flatMap(({ dictionarySets }) =>
      dictionarySets.flatMap(({ dictionaries }) => dictionaries.map((dictionary) => dictionary.layer)),
    ),
  );
  return (
    <search aria-label="Features">
      <form action="/features" className="mb-6 grid gap-3">
        <TextField
          label="Words of a name, or an id"
          name="q"
          type="search"
          defaultValue={q}
          maxLength={400}
          autoComplete="off"
          hint="Mary, after a name, attn.3.697, L3H5, or an id or address of Neuronpedia or SAELens."
        />
        <div className="flex flex-wrap items-center gap-2">
          {models.length > 1 && (
            <Select name="model" label="Model" value={model} all="All models">
              {models.map(({ name, displayName }) => [name, displayName])}
            </Select>
          )}
          <Select name="set" label="Dictionary set" value={set && setSegment(set)} all="All dictionaries">
            {[...sets]}
          </Select>
          <Select name="layer" label="Layer" value={layer?.toString()} all="All layers">
            {[...layers].sort((a, b) => a - b).map((each) => [String(each), `Layer ${each}`])}
          </Select>
          <Select name="family" label="Many alike" value={family} all="All features">
            {families}
          </Select>
          <Select name="density" label="Fires on" value={density} all="Any share of tokens">
            {densityBands.map((band) => [band, bandWords(band)])}
          </Select>
          <Select name="label" label="Labels" value={label} all="With or without a label">
            {labels}
          </Select>
          <Select name="sort" label="Order" value={sort} all="Most frequent first">
            {[["strongest", "Strongest first"]]}
          </Select>
          <Button type="submit" look="primary" size="s">
            Find
          </Button>
        </div>
      </form>
    </search>
  );
}

interface SelectProps {
  name: string;
  label: string;
  value: string | undefined;
  /** What none chosen is called. */
  all: string;
  children: readonly (readonly [value: string, words: string])[];
}

function Select({ name, label, value = "", all, children }: SelectProps) {
  return (
    <select className="input max-w-full" name={name} aria-label={label} defaultValue={value} key={value}>
      <option value="">{all}</option>
      {children.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  );
}
