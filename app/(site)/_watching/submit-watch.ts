"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import {
  DELETE as leaveFeature,
  PUT as watchFeature,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/watch/route";
import { DELETE as leaveFinding, PUT as watchFinding } from "@/app/api/v1/findings/[id]/watch/route";
import { DELETE as leavePerson, PUT as watchPerson } from "@/app/api/v1/people/[handle]/watch/route";
import { performForm } from "@/lib/http/form";

/** Watches what a page shows, or leaves it: `/features/...`, `/findings/<id>` or `/users/<handle>`. With and without JavaScript. */
export async function submitWatch({ path, isOn }: { path: string; isOn: boolean }): Promise<void> {
  const [kind = "", first = "", set = "", layer = "", index = ""] = path
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  if (kind === "features")
    await performForm(isOn ? watchFeature : leaveFeature, undefined, { model: first, set, layer, index });
  else if (kind === "findings")
    await performForm(isOn ? watchFinding : leaveFinding, undefined, { id: first });
  else await performForm(isOn ? watchPerson : leavePerson, undefined, { handle: first });
  revalidatePath(path);
  redirect(path);
}
