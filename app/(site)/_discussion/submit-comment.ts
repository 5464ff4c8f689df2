"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { DELETE as deleteRoute, PUT as reviseRoute } from "@/app/api/v1/comments/[id]/route";
import { POST as sayRoute } from "@/app/api/v1/conversations/[id]/comments/route";
import { DELETE as openRoute, PUT as resolveRoute } from "@/app/api/v1/conversations/[id]/resolution/route";
import { POST as beginOnFeatureRoute } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/conversations/route";
import { POST as beginOnFindingRoute } from "@/app/api/v1/findings/[id]/conversations/route";
import { AppError } from "@/lib/errors";
import { performForm } from "@/lib/http/form";

/*
 * Comments without JavaScript: the API's own routes, answered with the page on which they stand.
 */

export interface CommentState {
  /** What was typed, where it was refused. */
  body: string;
  error: string;
}

/** Begins a conversation about what a page shows: `/features/...` or `/findings/<id>`. */
export async function submitConversation(
  path: string,
  _: CommentState,
  form: FormData,
): Promise<CommentState> {
  const [kind = "", ...rest] = path.split("/").slice(1).map(decodeURIComponent);
  const [model = "", set = "", layer = "", index = ""] = rest;
  const { body, label } = readForm(form);
  return answered(path, body, () =>
    kind === "features"
      ? performForm(beginOnFeatureRoute, { body, ...(label && { label }) }, { model, set, layer, index })
      : performForm(beginOnFindingRoute, { body }, { id: rest[0] ?? "" }),
  );
}

/** Says something in a conversation. */
export async function submitComment(
  { path, conversation }: { path: string; conversation: string },
  _: CommentState,
  form: FormData,
): Promise<CommentState> {
  const { body } = readForm(form);
  return answered(path, body, () => performForm(sayRoute, { body }, { id: conversation }));
}

/** Says one's own comment anew, of the revision that was looked at. */
export async function submitRevision(
  { path, id, revision }: { path: string; id: string; revision: number },
  _: CommentState,
  form: FormData,
): Promise<CommentState> {
  const { body } = readForm(form);
  return answered(path, body, () => performForm(reviseRoute, { body, revision }, { id }));
}

export async function submitDeletion({ path, id }: { path: string; id: string }): Promise<void> {
  await answered(path, "", () => performForm(deleteRoute, undefined, { id }));
}

export async function submitResolution({
  path,
  conversation,
  isResolved,
}: {
  path: string;
  conversation: string;
  isResolved: boolean;
}): Promise<void> {
  const route = isResolved ? resolveRoute : openRoute;
  await answered(path, "", () => performForm(route, undefined, { id: conversation }));
}

function readForm(form: FormData): { body: string; label: string } {
  const read = (name: string) => {
    const value = form.get(name);
    // A form sends line breaks as CRLF, whatever was typed.
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
  };
  return { body: read("body"), label: read("label") };
}

async function answered(path: string, body: string, work: () => Promise<unknown>): Promise<CommentState> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { body, error: error.details.fields?.body ?? error.message };
  }
  // A browser that stands on the page goes to another place of it, and would not ask for it anew.
  revalidatePath(path);
  redirect(`${path}#discussion`);
}
