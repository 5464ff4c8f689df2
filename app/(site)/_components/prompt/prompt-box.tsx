import { loadPromptForm, type PromptBoxProps } from "./load-prompt-form";
import { PromptForm } from "./prompt-form";

export async function PromptBox(props: PromptBoxProps) {
  return <PromptForm {...(await loadPromptForm(props))} />;
}
