import { Checksum } from "@/components/ui/checksum";
import { formatCount } from "@/components/ui/format-number";
import type { ModelView } from "@/lib/models/get-model";

/** The numbers of a model card. */
export function ModelFacts({ model }: { model: ModelView }) {
  const facts = [
    ["Architecture", model.architecture],
    ["Parameters", formatCount(Number(model.parameterCount))],
    ["Layers and heads", `${model.layers} of ${model.heads} heads`],
    ["Width (d_model)", formatCount(model.dModel)],
    ["Context", `${formatCount(model.contextLength)} tokens`],
    ["Vocabulary", `${formatCount(model.vocabularySize)} tokens`],
    ["Licence", model.licence],
  ] as const;
  return (
    <dl className="grid content-start text-m">
      {facts.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 border-line border-b py-1">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="text-end">{value}</dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-line border-b py-1">
        <dt className="text-ink-soft">Weights</dt>
        <dd>
          <Checksum value={model.checksum} />
        </dd>
      </div>
    </dl>
  );
}
