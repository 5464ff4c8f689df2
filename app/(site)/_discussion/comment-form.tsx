import { usePathname } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useActionState } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { maxComment } from "@/lib/discussion/comment-words";
import { QuoteExample } from "./quote-example";
import type { CommentState } from "./submit-comment";

interface CommentFormProps {
  /** By what the browser keeps what is typed, and of which revision. */
  thing: string;
  base?: string;
  words: { field: string; button: string; signIn: string };
  initial?: string;
  /** The labels among which one may be chosen as what it is about; none where there is nothing to choose. */
  labels?: readonly { id: string; text: string }[];
  /** The page of a feature whose examples may be quoted. */
  examplesOf?: string | undefined;
  signedIn: boolean;
  /** What the site says of what was sent last. */
  error: string | undefined;
  isSending: boolean;
  /** Sends it; `done` is called once the site has it, `failed` where it refused it. */
  onSend: (
    said: { body: string; label: { id: string; text: string } | null },
    then: { onSuccess: () => void; onError: () => void },
  ) => void;
  /** The same without JavaScript; what may only be done with it has none. */
  submit?: (state: CommentState, form: FormData) => Promise<CommentState>;
  onClose?: () => void;
}

/** Where one says something, with or without JavaScript. What is typed is kept until the site has it. */
export function CommentForm({
  thing,
  base = "new",
  words,
  initial = "",
  labels = [],
  examplesOf,
  signedIn,
  submit = async (state) => state,
  ...rest
}: CommentFormProps) {
  const { error, isSending, onSend, onClose } = rest;
  const pathname = usePathname();
  const [refused, action] = useActionState(submit, { body: initial, error: "" });
  const { form, saved, keep, ...typed } = useTypedForm({ thing, base, initial: { body: initial } });
  const field = () => {
    const found = form.current?.elements.namedItem("body");
    return found instanceof HTMLTextAreaElement ? found : null;
  };

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const body = String(data.get("body"));
    if (isSending || !signedIn || body.trim() === "") return;
    const label = labels.find(({ id }) => id === data.get("label")) ?? null;
    onSend(
      { body: body.trim(), label },
      {
        onSuccess: () => {
          saved({ body });
          const at = field();
          if (at?.value === body && initial === "") at.value = "";
          onClose?.();
        },
        onError: () => field()?.focus(),
      },
    );
  }
  /** On lines of their own, where one writes. */
  function quote(markdown: string) {
    const at = field();
    if (!at) return;
    const before = at.value.slice(0, at.selectionStart).replace(/\n*$/, "\n\n").replace(/^\n+/, "");
    const after = at.value.slice(at.selectionEnd).replace(/^\n+/, "");
    at.value = `${before}${markdown}${after}`;
    at.focus();
    at.setSelectionRange(before.length + markdown.length, before.length + markdown.length);
    keep();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && onClose) return onClose();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form
      ref={form}
      {...(signedIn && { action })}
      className="comment-form"
      onSubmit={send}
      onKeyDown={onKeyDown}
      onInput={keep}
    >
      <Restored typed={{ ...typed, keep, saved }} />
      {labels.length > 0 && (
        <label className="comment-about">
          About
          <select name="label" defaultValue="" className="input">
            <option value="">the feature</option>
            {labels.map(({ id, text }) => (
              <option key={id} value={id}>
                {`the label \u201c${text}\u201d`}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextArea
        key={refused.body}
        name="body"
        label={words.field}
        defaultValue={refused.body}
        rows={3}
        maxLength={maxComment}
        required
        error={error ?? (refused.error || undefined)}
        hint={
          <>
            Markdown. <code>@handle</code> mentions somebody, <code>`attn.3.697`</code> leads to a feature.
          </>
        }
      />
      {examplesOf !== undefined && <QuoteExample path={examplesOf} onQuote={quote} />}
      <div className="flex flex-wrap items-baseline gap-2">
        {signedIn ? (
          <Button type="submit" size="s" look="primary" busy={isSending} title="Ctrl or \u2318 and Enter">
            {words.button}
          </Button>
        ) : (
          <>
            <ButtonLink href={accountAddress("/sign-in", pathname)} size="s" look="primary">
              {words.signIn}
            </ButtonLink>
            <span className="text-ink-soft text-s">What you typed is kept.</span>
          </>
        )}
        {onClose && (
          <Button size="s" look="plain" onClick={onClose}>
            Close
          </Button>
        )}
      </div>
    </form>
  );
}
