"use server";

import { redirect } from "next/navigation";
import { POST as unsubscribeRoute } from "@/app/api/v1/unsubscriptions/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";

/** Ends the e-mails that one of them has this link for, whoever is signed in here: the route of the button in mail programs. */
export async function submitUnsubscription(secret: string): Promise<void> {
  let done = "yes";
  try {
    await performForm(unsubscribeRoute, undefined, {}, { secret: secret.slice(0, 100) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    done = "no";
  }
  redirect(`/unsubscribe?done=${done}`);
}
