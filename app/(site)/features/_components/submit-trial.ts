"use server";

import { redirect } from "next/navigation";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";
import { pageOf, setsFor, type Tried } from "./tried";

export interface TrialState {
  text: string;
  error: string;
}

/** The form without JavaScript: the API's own route, answered with the feature's page. */
export async function submitTrial(tried: Tried, _: TrialState, form: FormData): Promise<TrialState> {
  const typed = form.get("text");
  // A form sends line breaks as CRLF, whatever was typed.
  const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : "";
  let id: string;
  try {
    ({ id } = (await performForm(createRun, { model: tried.model, text, sets: setsFor(tried) })).body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { text, error: error.details.fields?.text ?? error.message };
  }
  redirect(pageOf(tried, id));
}
