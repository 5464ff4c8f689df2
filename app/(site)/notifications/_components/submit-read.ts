"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { PUT as digestRoute } from "@/app/api/v1/me/digest/route";
import { PUT as readRoute } from "@/app/api/v1/me/notifications/[id]/read/route";
import { PUT as readUntilRoute } from "@/app/api/v1/me/notifications/read/route";
import { PUT as watchingRoute } from "@/app/api/v1/me/watching/route";
import { type FormState, performForm, refusalOf } from "@/lib/http/form";

const page = "/notifications";

/*
 * What is refused is told on the page, with and without JavaScript.
 */

/** Leads to what one is told of, which then is read. */
export async function openNotification({ id, path }: { id: string; path: string }): Promise<FormState> {
  const refusal = await refusalOf(() => performForm(readRoute, undefined, { id }));
  if (refusal.error) return refusal;
  // The number stands in the header of every page.
  revalidatePath("/", "layout");
  redirect(path);
}

export async function submitReadUntil(until: string): Promise<FormState> {
  const refusal = await refusalOf(() => performForm(readUntilRoute, { until }));
  if (refusal.error) return refusal;
  revalidatePath("/", "layout");
  redirect(page);
}

export async function submitWatching(_: FormState, form: FormData): Promise<FormState> {
  const body = { watchesWhatTheyDiscuss: form.get("watches") === "on" };
  const refusal = await refusalOf(() => performForm(watchingRoute, body));
  if (refusal.error) return refusal;
  revalidatePath(page);
  redirect(page);
}

export async function submitRhythm(_: FormState, form: FormData): Promise<FormState> {
  const refusal = await refusalOf(() => performForm(digestRoute, { every: form.get("every") }));
  if (refusal.error) return refusal;
  revalidatePath(page);
  redirect(page);
}
