import { Notice } from "@/components/ui/notice";
import { type DictionariesOf, findUnstated } from "@/lib/models/find-unstated";

/** Says where the numbers of dictionaries rest on what their files do not state. */
export async function UnstatedProcessing(of: DictionariesOf) {
  const sentences = await findUnstated(of);
  if (sentences.length === 0) return null;
  return (
    <Notice title="Not stated by the files">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}
