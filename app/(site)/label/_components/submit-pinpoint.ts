"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { POST as take } from "@/app/api/v1/labels/[id]/pinpoints/route";
import { PUT as answer } from "@/app/api/v1/pinpoints/[id]/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";

export interface PinpointState {
  error: string;
}

/** Draws one's hand of a label's texts. With and without JavaScript. */
export async function submitBegin(labelId: string): Promise<PinpointState> {
  return perform(labelId, () => performForm(take, undefined, { id: labelId }));
}

/** Picks a token of a text, or says that it cannot be told. With and without JavaScript. */
export async function submitPinpoint(
  { labelId, checkId }: { labelId: string; checkId: string },
  _: PinpointState,
  form: FormData,
): Promise<PinpointState> {
  const picked = form.get("chosen");
  const cannotTell = form.has("unsure");
  if (!cannotTell && (typeof picked !== "string" || !/^\d{1,6}$/.test(picked)))
    return { error: "Pick a token first, or say that you cannot tell." };
  const chosen = cannotTell ? null : Number(picked);
  return perform(labelId, () => performForm(answer, { chosen }, { id: checkId }));
}

async function perform(labelId: string, act: () => Promise<unknown>): Promise<PinpointState> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: error.message };
  }
  revalidatePath("/label");
  redirect(`/label?pinpoint=${labelId}`);
}
