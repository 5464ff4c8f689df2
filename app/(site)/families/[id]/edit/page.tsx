import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { getFamily } from "@/lib/families/get-family";
import { familyLimits } from "@/lib/family-format/limits";
import { FamilyForm } from "../../_components/family-form";
import { FileWords } from "../../_components/file-words";
import { OwnFamily } from "../../_components/own-family";

export const metadata: Metadata = { title: "Change a prompt family", robots: { index: false } };

interface EditFamilyPageProps {
  params: Promise<{ id: string }>;
}

/** The next version of a family of one's own, who sees it, and its end. */
export default async function EditFamilyPage({ params }: EditFamilyPageProps) {
  const viewer = await getViewer();
  const family = await orNotFound(getFamily({ familyId: (await params).id, viewer }));
  if (!family.isMine) notFound();
  const { id, title, version, isPublic } = family;
  return (
    <>
      <h1>Change a prompt family</h1>
      <p className="mt-1 mb-3 break-words text-ink-soft">
        <TextLink href={`/families/${id}`}>
          <bdi>{title}</bdi>
        </TextLink>
        : what is saved is its version {version + 1}. Those before it stay, each at its address.
      </p>
      <div className="mb-4">
        <FileWords />
      </div>
      <FamilyForm
        making={{ kind: "version", id, version }}
        source={JSON.stringify(family.family, null, 2)}
        maxBytes={familyLimits.maxFileBytes}
      />
      <OwnFamily id={id} isPublic={isPublic} />
    </>
  );
}
