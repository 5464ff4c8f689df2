"use server";

import { redirect } from "next/navigation";
import { POST as retrace } from "@/app/api/v1/circuits/[id]/retraces/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";
import type { PromptState } from "../prompt/submit-prompt";

/** The bar of a circuit's page without a script: the API's own route, answered with a page. */
export async function submitRetrace(_: PromptState, form: FormData): Promise<PromptState> {
  const [id, typed] = [String(form.get("circuit")), form.get("text")];
  // A form sends line breaks as CRLF, whatever was typed.
  const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n") : "";
  let to: string;
  try {
    const { runId, standing } = await performForm(retrace, { text }, { id });
    if (standing.is === "traced" && standing.newCircuitId === id)
      return { text, error: "That is the text that stands here already. Change it first." };
    to =
      standing.is === "traced"
        ? `/circuits/${standing.newCircuitId}?from=${id}`
        : `/circuits/${id}?retrace=${runId}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { text, error: error.details.fields?.text ?? error.message };
  }
  redirect(to);
}
