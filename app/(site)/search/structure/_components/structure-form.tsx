import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { StructureQuestion } from "@/lib/search/read-structure";

interface StructureFormProps {
  question: StructureQuestion;
  /** What was typed, as the address has it. */
  typed: URLSearchParams;
}

const mostCrossed = 8;

/** How a circuit is to be made: a form that is sent as it is, beside whatever holds already. */
export function StructureForm({ question: { filters, problems }, typed }: StructureFormProps) {
  const crosses = filters.find(({ name }) => name === "crosses")?.value ?? "";
  const held = filters.filter(({ name }) => name !== "crosses");
  const counts = Array.from({ length: mostCrossed + 1 }, (_, n) => String(n));
  return (
    <search aria-label="Circuits by structure">
      <form action="/search/structure" className="mt-4 mb-6 grid max-w-prose gap-3">
        {held.map(({ name, value }) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <TextField
          label="Contains the feature or head"
          name="has"
          defaultValue={problems.has ? (typed.get("has") ?? "").slice(0, 400) : ""}
          error={problems.has}
          hint="attn.3.697, L3H5, or an id or address of Neuronpedia or SAELens."
          maxLength={400}
          autoComplete="off"
        />
        <TextField label="Starts at the token" name="starts" maxLength={100} autoComplete="off" />
        <TextField
          label="Has these steps in a row"
          name="path"
          defaultValue={problems.path ? (typed.get("path") ?? "").slice(0, 200) : ""}
          error={problems.path}
          hint="From the text to the target: attention, MLP, attention."
          maxLength={200}
          autoComplete="off"
        />
        <div className="flex flex-wrap items-end gap-2">
          <label className="grid gap-1 text-m">
            <span className="font-semibold">Attention layers crossed</span>
            <select className="input" name="crosses" defaultValue={crosses} key={crosses}>
              <option value="">any number</option>
              {(counts.includes(crosses) || crosses === "" ? counts : [...counts, crosses]).map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit" look="primary">
            Find
          </Button>
        </div>
      </form>
    </search>
  );
}
