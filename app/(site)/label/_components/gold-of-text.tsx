import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { disputeGoldMutation, pickGoldMutation } from "@/app/_queries/gold";
import { handQuery } from "@/app/_queries/label-checks";
import { fieldsOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import type { Hand } from "@/lib/labels/checks/view";

interface GoldOfTextProps {
  labelId: string;
  text: Hand["texts"][number];
}

/** Whether a text is one by which others' answers are judged, and why; to be picked, or disputed. */
export function GoldOfText({ labelId, text: { id, gold } }: GoldOfTextProps) {
  const [writing, setWriting] = useState<"yes" | "no" | "dispute" | null>(null);
  const close = () => setWriting(null);
  if (writing)
    return (
      <WhyForm {...{ labelId, writing }} id={writing === "dispute" ? (gold?.id ?? "") : id} onDone={close} />
    );
  if (!gold)
    return (
      <details className="mt-1 text-ink-soft text-s">
        <summary>A good test for others?</summary>
        <p className="mt-1 flex flex-wrap items-baseline gap-2">
          The label says plainly
          <Button size="s" look="plain" onClick={() => setWriting("yes")}>
            that it fires
          </Button>
          <Button size="s" look="plain" onClick={() => setWriting("no")}>
            that it does not
          </Button>
        </p>
      </details>
    );
  return (
    <p className="mt-1 break-words text-ink-soft text-s">
      {gold.isRetired ? "Was a test text" : "A test text"}: {gold.picker ?? "somebody"} says that by the label
      it {gold.says ? "fires" : "does not fire"} here, because <bdi>{gold.reason}</bdi>{" "}
      {gold.isDisputed
        ? "You dispute that; a moderator decides."
        : !gold.isMine &&
          !gold.isRetired && (
            <Button size="s" look="plain" onClick={() => setWriting("dispute")}>
              Dispute
            </Button>
          )}
    </p>
  );
}

interface WhyFormProps {
  labelId: string;
  /** Of the check that is picked, or of the item that is disputed. */
  id: string;
  writing: "yes" | "no" | "dispute";
  onDone: () => void;
}

const asked = {
  yes: { label: "The label plainly says that it fires in this text, because", send: "Make it a test text" },
  no: {
    label: "The label plainly says that it does not fire in this text, because",
    send: "Make it a test text",
  },
  dispute: { label: "That is not plain by the label, because", send: "Dispute it" },
};

function WhyForm({ labelId, id, writing, onDone }: WhyFormProps) {
  const client = useQueryClient();
  const pick = useMutation(pickGoldMutation);
  const dispute = useMutation(disputeGoldMutation);
  const error = pick.error ?? dispute.error;
  const fields = fieldsOf(error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pick.isPending || dispute.isPending) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    const onSuccess = async () => {
      await client.invalidateQueries(handQuery(labelId));
      onDone();
    };
    if (writing === "dispute") dispute.mutate({ goldId: id, reason }, { onSuccess });
    else pick.mutate({ checkId: id, says: writing === "yes", reason }, { onSuccess });
  }
  return (
    <form className="mt-2 grid max-w-prose gap-2" onSubmit={submit}>
      <TextArea
        label={asked[writing].label}
        name="reason"
        rows={2}
        required
        minLength={10}
        maxLength={400}
        error={fields.reason}
        autoFocus
      />
      <p className="flex flex-wrap gap-2">
        <Button type="submit" size="s" look="primary" busy={pick.isPending || dispute.isPending}>
          {asked[writing].send}
        </Button>
        <Button size="s" onClick={onDone}>
          Cancel
        </Button>
      </p>
      {fields.reason === undefined && <Refused error={error} />}
    </form>
  );
}
