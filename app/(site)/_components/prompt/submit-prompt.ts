"use server";

import { redirect } from "next/navigation";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";
import { chosenSetsOf } from "./chosen-sets";

export interface PromptState {
  text: string;
  error: string;
}

/** The prompt form without JavaScript: the API's own route, answered with a page. */
export async function submitPrompt(_: PromptState, form: FormData): Promise<PromptState> {
  const [model, typed] = [form.get("model"), form.get("text")];
  // A form sends line breaks as CRLF, whatever was typed.
  const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : "";
  let url: string;
  try {
    ({ url } = (await performForm(createRun, { model, text, sets: chosenSetsOf(form) })).body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { fields } = error.details;
    return { text, error: fields?.text ?? fields?.model ?? error.message };
  }
  redirect(url);
}
