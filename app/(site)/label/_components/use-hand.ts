import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { answerMutation, handQuery } from "@/app/_queries/label-checks";
import type { Said } from "@/lib/labels/checks/answer-check";

interface Given {
  id: string;
  said: Said;
}

/**
 * A hand of texts, and answering it. An answer is sent when the next one is given, or the hand is ended: until then the last one can
 * be changed. One that the site could not be told is asked for again.
 */
export function useHand(labelId: string) {
  const client = useQueryClient();
  const { data: hand, error } = useQuery(handQuery(labelId));
  const { mutateAsync, error: refusal } = useMutation(answerMutation);
  const [given, setGiven] = useState<Given[]>([]);
  const [isEnding, setEnding] = useState(false);
  /** Ends with the last answer that was sent. */
  const sent = useRef<Promise<void>>(Promise.resolve());
  const texts = hand?.texts ?? [];
  const open = texts.filter(({ id, isAnswered }) => !isAnswered && !given.some((each) => each.id === id));
  const last = given.at(-1) ?? null;

  function send(answer: Given | null): Promise<void> {
    if (!answer) return sent.current;
    sent.current = sent.current.then(async () => {
      try {
        await mutateAsync(answer);
      } catch {
        setGiven((before) => before.filter(({ id }) => id !== answer.id));
      }
    });
    return sent.current;
  }
  function answer(said: Said) {
    const [text] = open;
    if (!text) return;
    // The one before is final with this one.
    void send(last);
    setGiven([...given, { id: text.id, said }]);
  }
  async function end() {
    setEnding(true);
    await send(last);
    await client.invalidateQueries(handQuery(labelId));
    setEnding(false);
  }
  return {
    hand,
    error: error ?? refusal,
    text: open[0] ?? null,
    /** The place of the text that is asked about, from 1. */
    number: texts.length - open.length + 1,
    answer,
    /** Takes the last answer back; null where it is final. */
    undo: last && !isEnding && !hand?.isDone ? () => setGiven(given.slice(0, -1)) : null,
    /** Sends the last answer, which nothing changes any more. */
    leave: () => void send(last),
    end,
    isEnding,
  };
}
