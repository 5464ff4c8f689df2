"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { POST as take } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/intruders/route";
import { PUT as answer } from "@/app/api/v1/intruders/[id]/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";
import { intrudersAddress } from "./intruders-address";

export interface IntruderState {
  error: string;
}

/** Draws one's hand of a feature's questions. With and without JavaScript. */
export async function submitBegin(path: string): Promise<IntruderState> {
  const [model = "", set = "", layer = "", index = ""] = path.split("/").slice(2).map(decodeURIComponent);
  return perform(path, () => performForm(take, undefined, { model, set, layer, index }));
}

/** Names the text that does not belong. With and without JavaScript. */
export async function submitIntruder(
  { path, questionId }: { path: string; questionId: string },
  _: IntruderState,
  form: FormData,
): Promise<IntruderState> {
  const named = form.get("chosen");
  if (typeof named !== "string" || !/^[0-4]$/.test(named))
    return { error: "Pick one of the five. Where you cannot tell, guess: that is reckoned with." };
  return perform(path, () => performForm(answer, { chosen: Number(named) }, { id: questionId }));
}

async function perform(path: string, act: () => Promise<unknown>): Promise<IntruderState> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: error.message };
  }
  revalidatePath("/label");
  redirect(intrudersAddress(path));
}
