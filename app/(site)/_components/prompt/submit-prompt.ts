"use server";

import { redirect } from "next/navigation";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";
import type { TokenCountView } from "@/lib/runs/view";
import { chosenSetsOf, isAsWritten } from "./chosen-sets";

export interface PromptState {
  text: string;
  error: string;
  /** How many tokens the text has, where it is refused for having too many. */
  count?: TokenCountView;
}

/**
 * The prompt form without JavaScript: the API's own route, answered with a page. A text that is too long comes back whole,
 * or cut as was asked.
 */
export async function submitPrompt(_: PromptState, form: FormData): Promise<PromptState> {
  const [model, typed] = [form.get("model"), form.get("text")];
  // A form sends line breaks as CRLF, whatever was typed.
  const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : "";
  let url: string;
  try {
    const asked = { model, text, asWritten: isAsWritten(form), sets: chosenSetsOf(form) };
    ({ url } = (await performForm(createRun, asked)).body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { fields, count } = error.details;
    const keep = form.get("keep");
    if (count?.cuts && keep === "first") return { text: text.slice(0, count.cuts.first), error: "" };
    if (count?.cuts && keep === "last") return { text: text.slice(count.cuts.last), error: "" };
    return { text, error: fields?.text ?? fields?.model ?? error.message, ...(count && { count }) };
  }
  redirect(url);
}
