import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerMutation, handQuery } from "@/app/_queries/label-checks";

type Says = boolean | null;

interface Given {
  id: string;
  says: Says;
}

/**
 * A hand of texts, and answering it. An answer is sent when the next one is given, or the hand is ended: until then the last one can
 * be changed.
 */
export function useHand(labelId: string) {
  const client = useQueryClient();
  const { data: hand, error } = useQuery(handQuery(labelId));
  const sending = useMutation(answerMutation);
  const [given, setGiven] = useState<Given[]>([]);
  const texts = hand?.texts ?? [];
  const isGiven = (id: string) => given.some((each) => each.id === id);
  const open = texts.filter(({ id, isAnswered }) => !isAnswered && !isGiven(id));
  const last = given.at(-1) ?? null;

  function answer(says: Says) {
    const [text] = open;
    if (!text) return;
    // The one before is final with this one.
    if (last) sending.mutate(last);
    setGiven([...given, { id: text.id, says }]);
  }
  /** Sends the last answer, which nothing changes any more. */
  function leave() {
    if (last) sending.mutate(last);
  }
  async function end() {
    if (last) await sending.mutateAsync(last).catch(() => {});
    await client.invalidateQueries(handQuery(labelId));
  }
  return {
    hand,
    error: error ?? sending.error,
    text: open[0] ?? null,
    /** The place of the text that is asked about, from 1. */
    number: texts.length - open.length + 1,
    answer,
    /** Takes the last answer back; null where it is final. */
    undo: last && !hand?.isDone ? () => setGiven(given.slice(0, -1)) : null,
    leave,
    end,
    isEnding: sending.isPending,
  };
}
