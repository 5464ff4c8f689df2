"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { DELETE as leaveBounty, PUT as watchBounty } from "@/app/api/v1/bounties/[slug]/watch/route";
import {
  DELETE as leaveFeature,
  PUT as watchFeature,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/watch/route";
import { DELETE as leaveFinding, PUT as watchFinding } from "@/app/api/v1/findings/[id]/watch/route";
import { DELETE as leavePerson, PUT as watchPerson } from "@/app/api/v1/people/[handle]/watch/route";
import { type FormState, performForm, refusalOf } from "@/lib/http/form";

/** Watches what a page shows, or leaves it: `/features/...`, `/findings/<id>`, `/bounties/<slug>` or `/users/<handle>`. With and without JavaScript. */
export async function submitWatch({ path, isOn }: { path: string; isOn: boolean }): Promise<FormState> {
  const [kind = "", first = "", set = "", layer = "", index = ""] = path
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  const refusal = await refusalOf(() => {
    if (kind === "features")
      return performForm(isOn ? watchFeature : leaveFeature, undefined, { model: first, set, layer, index });
    if (kind === "findings") return performForm(isOn ? watchFinding : leaveFinding, undefined, { id: first });
    if (kind === "bounties") return performForm(isOn ? watchBounty : leaveBounty, undefined, { slug: first });
    return performForm(isOn ? watchPerson : leavePerson, undefined, { handle: first });
  });
  if (refusal.error) return refusal;
  revalidatePath(path);
  redirect(path);
}
