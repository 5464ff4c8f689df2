import { EmptyState } from "@/components/ui/notice";

const words = {
  waiting: [
    "The heads are being measured.",
    "It waits for nobody and takes a minute or two; look again soon.",
  ],
  stopped: [
    "The heads could not be measured.",
    "The operator sees why; the next start of the site begins it again.",
  ],
  unasked: [
    "The heads have not been measured.",
    "The operator chose not to read corpora; a start with INDEX_CORPORA measures heads too.",
  ],
} as const;

/** Why there are no figures of heads yet, and what to do. */
export function NoMeasures({ state }: { state: keyof typeof words }) {
  const [title, advice] = words[state];
  return <EmptyState title={title}>{advice}</EmptyState>;
}
