"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import {
  DELETE as leaveFeature,
  PUT as watchFeature,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/watch/route";
import { DELETE as leaveFinding, PUT as watchFinding } from "@/app/api/v1/findings/[id]/watch/route";
import { DELETE as leavePerson, PUT as watchPerson } from "@/app/api/v1/people/[handle]/watch/route";
import { type FormState, performForm, refusalOf } from "@/lib/http/form";

/** Watches what a page shows, or leaves it: `/features/...`, `/findings/<id>` or `/users/<handle>`. With and without JavaScript. */
export async function submitWatch({ path, isOn }: { path: string; isOn: boolean }): Promise<FormState> {
  const [kind = "", first = "", set = "", layer = "", index = ""] = path
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  const refusal = await refusalOf(() => {
    if (kind === "features")
      return performForm(isOn ? watchFeature : leaveFeature, undefined, { model: first, set, layer, index });
    if (kind === "findings") return performForm(isOn ? watchFinding : leaveFinding, undefined, { id: first });
    return performForm(isOn ? watchPerson : leavePerson, undefined, { handle: first });
  });
  if (refusal.error) return refusal;
  revalidatePath(path);
  redirect(path);
}
