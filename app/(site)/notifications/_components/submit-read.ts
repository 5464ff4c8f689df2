"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { PUT as digestRoute } from "@/app/api/v1/me/digest/route";
import { PUT as readRoute } from "@/app/api/v1/me/notifications/[id]/read/route";
import { PUT as readUntilRoute } from "@/app/api/v1/me/notifications/read/route";
import { PUT as watchingRoute } from "@/app/api/v1/me/watching/route";
import { performForm } from "@/lib/http/form";

const page = "/notifications";

/** Leads to what one is told of, which then is read. */
export async function openNotification({ id, path }: { id: string; path: string }): Promise<void> {
  await performForm(readRoute, undefined, { id });
  // The number stands in the header of every page.
  revalidatePath("/", "layout");
  redirect(path);
}

export async function submitReadUntil(until: string): Promise<void> {
  await performForm(readUntilRoute, { until });
  revalidatePath("/", "layout");
  redirect(page);
}

export async function submitWatching(form: FormData): Promise<void> {
  await performForm(watchingRoute, { watchesWhatTheyDiscuss: form.get("watches") === "on" });
  revalidatePath(page);
  redirect(page);
}

export async function submitRhythm(form: FormData): Promise<void> {
  await performForm(digestRoute, { every: form.get("every") });
  revalidatePath(page);
  redirect(page);
}
