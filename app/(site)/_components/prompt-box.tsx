import type { ReactNode } from "react";
import { getViewer } from "@/lib/auth/viewer";
import { findModels } from "@/lib/models/get-model";
import { getRunAllowance } from "@/lib/runs/run-allowance";
import { PromptForm } from "./prompt-form";
import { submitPrompt } from "./submit-prompt";

interface PromptBoxProps {
  text: string;
  /** The model chosen at first; the first one of the installation where it is not given. */
  modelName?: string;
  label: ReactNode;
  /** Bring back what the reader had begun to type here before. */
  remember: boolean;
}

/** The prompt form with what the reader may still ask for. */
export async function PromptBox({ text, modelName, label, remember }: PromptBoxProps) {
  const viewer = await getViewer();
  const [models, allowance] = await Promise.all([findModels(), getRunAllowance(viewer)]);
  return (
    <PromptForm
      text={text}
      label={label}
      remember={remember}
      models={models.map(({ name, displayName, contextLength }) => ({ name, displayName, contextLength }))}
      modelName={modelName ?? models[0]?.name ?? ""}
      allowance={allowance}
      isGuest={viewer.kind === "guest"}
      submit={submitPrompt}
    />
  );
}
