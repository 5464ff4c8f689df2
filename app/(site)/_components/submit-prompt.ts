"use server";

import { redirect } from "next/navigation";
import { getViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { createRun } from "@/lib/runs/create-run";

export interface PromptState {
  text: string;
  error: string;
}

/** The prompt form without JavaScript. */
export async function submitPrompt(_: PromptState, form: FormData): Promise<PromptState> {
  // A form sends line breaks as CRLF, whatever was typed.
  const text = String(form.get("text") ?? "").replaceAll("\r\n", "\n");
  const model = String(form.get("model") ?? "");
  let id: string;
  try {
    ({ id } = await createRun({ model, text, viewer: await getViewer() }));
  } catch (error) {
    if (error instanceof AppError) return { text, error: error.message };
    throw error;
  }
  redirect(`/runs/${id}`);
}
