import type { Metadata } from "next";
import { z } from "zod";
import { orNotFound } from "@/app/or-not-found";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getFamily } from "@/lib/families/get-family";
import { familyLimits } from "@/lib/family-format/limits";
import { toParams } from "../../_components/to-params";
import { FamilyForm } from "../_components/family-form";
import { FileWords } from "../_components/file-words";
import { exampleFamily } from "./example-family";

export const metadata: Metadata = { title: "Make a prompt family", robots: { index: false } };

interface NewFamilyPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const versionSchema = z.coerce.number().int().min(1).max(1e9);

/** A family from its file, or with `?fork=` of a version that there is. */
export default async function NewFamilyPage({ searchParams }: NewFamilyPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const fork = params.get("fork");
  const heading = fork ? "Fork a prompt family" : "Make a prompt family";
  if (viewer.kind === "guest") {
    const back = fork ? `/families/${encodeURIComponent(fork)}` : "/families/new";
    return (
      <>
        <h1>{heading}</h1>
        <EmptyState title="Making a family needs an account.">
          <p className="mt-3">
            <ButtonLink href={`/sign-in?${new URLSearchParams({ callbackUrl: back })}`} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </>
    );
  }
  const version = versionSchema.safeParse(params.get("version") ?? undefined).data;
  const origin = fork ? await orNotFound(getFamily({ familyId: fork, version, viewer })) : null;
  return (
    <>
      <h1>{heading}</h1>
      {origin && (
        <p className="mt-1 break-words text-ink-soft">
          Of version {origin.version} of{" "}
          <TextLink href={`/families/${origin.id}?version=${origin.version}`}>
            <bdi>{origin.title}</bdi>
          </TextLink>
          , which stays as it is.
        </p>
      )}
      <div className="mt-3 mb-4">
        <FileWords />
      </div>
      <FamilyForm
        making={origin ? { kind: "fork", id: origin.id, version: origin.version } : { kind: "new" }}
        source={JSON.stringify(origin?.family ?? exampleFamily, null, 2)}
        maxBytes={familyLimits.maxFileBytes}
      />
    </>
  );
}
