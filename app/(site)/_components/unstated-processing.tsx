import { Notice } from "@/components/ui/notice";
import { findUnstated } from "@/lib/models/find-unstated";

/** Says where the numbers of a model's dictionaries rest on what their files do not state. */
export async function UnstatedProcessing({ modelName }: { modelName: string }) {
  const sentences = await findUnstated(modelName);
  if (sentences.length === 0) return null;
  return (
    <Notice title="Not stated by the files">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}
