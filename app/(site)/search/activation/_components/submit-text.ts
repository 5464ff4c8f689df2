"use server";

import { redirect } from "next/navigation";
import { chosenSetsOf } from "@/app/(site)/_components/prompt/chosen-sets";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";

export interface TextState {
  text: string;
  error: string;
}

/** The text box without JavaScript: the API's own route, with its limits, answered with the tokens to choose from. */
export async function submitText(_: TextState, form: FormData): Promise<TextState> {
  const [model, typed] = [form.get("model"), form.get("text")];
  // A form sends line breaks as CRLF, whatever was typed.
  const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : "";
  let id: string;
  try {
    ({ id } = (await performForm(createRun, { model, text, sets: chosenSetsOf(form) })).body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { fields } = error.details;
    return { text, error: fields?.text ?? fields?.model ?? error.message };
  }
  redirect(`/search/activation?run=${id}`);
}
