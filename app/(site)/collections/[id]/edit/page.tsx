import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { getCollection } from "@/lib/collections/get-collection";
import { CollectionForm } from "../../_components/collection-form";
import { DeleteCollection } from "../../_components/delete-collection";

export const metadata: Metadata = { title: "Edit a collection", robots: { index: false } };

interface EditCollectionPageProps {
  params: Promise<{ id: string }>;
}

export default async function EditCollectionPage({ params }: EditCollectionPageProps) {
  const viewer = await getViewer();
  const collection = await orNotFound(getCollection({ collectionId: (await params).id, viewer }));
  if (!collection.isMine) notFound();
  const { id, title, description, isPublic } = collection;
  return (
    <>
      <h1>Edit a collection</h1>
      <p className="mt-1 mb-4 break-words">
        <TextLink href={`/collections/${id}`}>
          <bdi>{title}</bdi>
        </TextLink>
      </p>
      <CollectionForm {...{ id, title, description, isPublic }} />
      <DeleteCollection id={id} />
    </>
  );
}
