"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { PUT as judge } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/judgements/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";

export interface JudgementState {
  /** What was chosen, by its field, where that was refused. */
  chosen: Readonly<Record<string, string>>;
  error: string;
}

interface Judged {
  /** As its routes name the feature. */
  params: Record<"model" | "set" | "layer" | "index", string>;
  /** The page that shows the judgement. */
  page: string;
}

const grade = (text: string) => (/^[0-4]$/.test(text) ? Number(text) : null);

/** The form with and without JavaScript: the API's own route, answered with the feature's page. */
export async function submitJudgement(
  { params, page }: Judged,
  _: JudgementState,
  form: FormData,
): Promise<JudgementState> {
  const read = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.slice(0, 40) : "";
  };
  const names = ["interpretable", "family", "meanings", "confidence"];
  const chosen = Object.fromEntries(names.map((name) => [name, read(name)]));
  const meanings = read("meanings");
  const body = {
    ...{ interpretable: grade(read("interpretable")), confidence: grade(read("confidence")) },
    ...{ family: read("family"), hasOneMeaning: meanings === "" ? null : meanings === "one" },
  };
  try {
    await performForm(judge, body, params);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { chosen, error: error.details.fields ? "Answer all four, then save." : error.message };
  }
  // A browser that stands on the page goes to another place of it, and would not ask for it anew.
  revalidatePath(page.replace(/#.*/, ""));
  redirect(page);
}
