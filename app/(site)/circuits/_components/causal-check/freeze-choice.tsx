import { Choice } from "@/components/ui/choice";
import type { Freeze } from "./use-causal-check";

const freezes = [
  { value: "free", label: "All free" },
  { value: "frozen", label: "Patterns and LayerNorms frozen" },
] as const;

interface FreezeChoiceProps {
  /** Of its own, wherever it stands on the page. */
  name: string;
  value: Freeze;
  onChange: (value: Freeze) => void;
}

/** Which of a circuit's two checks is shown. */
export function FreezeChoice({ name, value, onChange }: FreezeChoiceProps) {
  return (
    <Choice legend="What is held as it was" name={name} options={freezes} value={value} onChange={onChange} />
  );
}
