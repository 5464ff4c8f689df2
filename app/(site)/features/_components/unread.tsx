import { EmptyState } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { findCorpusReading } from "@/lib/features/corpus-reading";
import type { ModelView } from "@/lib/models/get-model";

const stateWords = {
  waiting: "waits for a worker.",
  reading: "is being read.",
  assembling: "was read and is being put together.",
  failed: "could not be read.",
} as const;

/** No feature has a name yet: no model is there, or no corpus has been read, and how far that is. */
export async function Unread({ models }: { models: readonly ModelView[] }) {
  if (models.length === 0)
    return (
      <EmptyState title="No model has been registered.">
        The installation's operator registers the bundled one with the seed, and others from their weight
        files.
      </EmptyState>
    );
  const reading = await findCorpusReading();
  return (
    <EmptyState title="No corpus has been read yet.">
      {reading ? (
        <>
          <p className="mb-2">
            {reading.corpus} {stateWords[reading.state]} {reading.failure ?? "What it shows will stand here."}
          </p>
          {reading.state !== "failed" && (
            <Progress value={reading.progress} label={`How far ${reading.corpus} is`} />
          )}
        </>
      ) : (
        "Until one is, features have numbers and no names. An id already leads to its feature."
      )}
    </EmptyState>
  );
}
