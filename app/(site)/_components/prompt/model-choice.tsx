interface ModelChoiceProps {
  models: readonly { name: string; displayName: string }[];
  /** The name of the one that is chosen. */
  chosen: string;
  onChoose: (name: string) => void;
}

/** Which model a form asks; nothing to choose where there is one. */
export function ModelChoice({ models, chosen, onChoose }: ModelChoiceProps) {
  if (models.length < 2) return <input type="hidden" name="model" value={chosen} />;
  return (
    <select
      className="input"
      name="model"
      aria-label="Model"
      value={chosen}
      onChange={({ target }) => onChoose(target.value)}
    >
      {models.map(({ name, displayName }) => (
        <option key={name} value={name}>
          {displayName}
        </option>
      ))}
    </select>
  );
}
