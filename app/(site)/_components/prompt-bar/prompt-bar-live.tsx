"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Restored } from "@/app/_typed/restored";
import { useTyped } from "@/app/_typed/use-typed";
import { TooManyTokens } from "../prompt/too-many-tokens";
import { isTooMany } from "../prompt/use-too-many-tokens";
import "./prompt-bar-live.css";
import { rememberPrompt } from "@/app/_typed/latest-prompts";
import { LatestList } from "../latest-texts/latest-list";
import { type BarParts, type PromptBarProps, roomOf } from "./prompt-bar";
import { Retracing } from "./retracing";
import { TokenCount } from "./token-count";
import { useRetrace } from "./use-retrace";
import { useTokenCount } from "./use-token-count";

interface PromptBarLiveProps extends PromptBarProps, BarParts {
  /** Under which name what is typed is kept. */
  thing: string;
}

/** What counts, keeps and sends for the bar. */
export function PromptBarLive({
  thing,
  box,
  send,
  wanted,
  menu,
  plain,
  errorId,
  ...bar
}: PromptBarLiveProps) {
  const { text, tokens, model, purpose, latest } = bar;
  const router = useRouter();
  const [typed, setTyped] = useState(plain.text);
  const [unchanged, setUnchanged] = useState(false);
  const kept = useTyped({
    ...{ thing, base: "", initial: { text } },
    read: () => ({ text: box.current?.value ?? text }),
    write: (fields) => write(fields.text ?? ""),
  });
  const run = useMutation(createRunMutation);
  const retrace = useRetrace(purpose, (ended) => {
    if (ended === "the same") return setUnchanged(true);
    kept.saved({ text: box.current?.value ?? "" });
    router.push(ended);
  });
  const { count, ...shown } = useTokenCount({
    ...{ model, typed, known: { text, tokens } },
    asWritten: purpose.does === "run" && purpose.asWritten,
  });
  const tooMany = isTooMany(count) ? count : null;
  // Busy until the next page is there.
  const busy = run.isPending || run.isSuccess || retrace.busy;
  const refused = unchanged
    ? "That is the text that stands here already. Change it first."
    : sentenceOf(run.error ?? retrace.error, "text") || plain.error;
  const error = tooMany ? "" : refused;

  function write(next: string) {
    if (box.current) box.current.value = next;
    setTyped(next);
  }
  function change(next: string) {
    write(next);
    kept.keep();
    forget();
    box.current?.focus();
  }
  function forget() {
    setUnchanged(false);
    if (run.isError) run.reset();
  }
  function submit() {
    const now = box.current?.value ?? "";
    if (busy || tooMany) return;
    forget();
    rememberPrompt({ text: now, model: model.name });
    if (purpose.does === "retrace") return now === text ? setUnchanged(true) : retrace.begin(now);
    run.mutate(
      { model: model.name, text: now, asWritten: purpose.asWritten, sets: purpose.sets },
      {
        onSuccess: ({ url }) => {
          if (url === window.location.pathname) {
            run.reset();
            return setUnchanged(true);
          }
          kept.saved({ text: now });
          router.push(url);
        },
      },
    );
  }
  const onInput = useEffectEvent(() => {
    kept.keep();
    forget();
    setTyped(box.current?.value ?? "");
  });
  const onSend = useEffectEvent(submit);
  useEffect(() => {
    const field = box.current;
    setTyped(field?.value ?? "");
    send.current = () => onSend();
    if (wanted.current) onSend();
    wanted.current = false;
    field?.addEventListener("input", onInput);
    return () => {
      send.current = null;
      field?.removeEventListener("input", onInput);
    };
  }, [box, send, wanted]);
  useEffect(() => {
    const button = box.current?.form?.querySelector("button[type=submit]");
    button?.toggleAttribute("data-busy", busy);
    if (busy) button?.setAttribute("aria-disabled", "true");
    else button?.removeAttribute("aria-disabled");
    box.current?.setAttribute("aria-invalid", String(error !== "" || tooMany !== null));
  }, [busy, error, tooMany, box]);

  return (
    <>
      <TokenCount {...shown} limit={roomOf(bar)} />
      <LatestList
        menu={menu}
        model={model.name}
        latest={latest}
        now={typed}
        onChoose={(chosen) => {
          // What stood there is not lost: it can be brought back the same way.
          if (typed !== text) rememberPrompt({ text: typed, model: model.name });
          change(chosen);
        }}
      />
      <div className="prompt-bar-below">
        <Restored typed={kept} />
        <p id={errorId} role="alert" className="text-danger text-m">
          {error}
        </p>
        <div role="status">{tooMany && <TooManyTokens text={typed} count={tooMany} onKeep={change} />}</div>
        <Retracing retrace={retrace} />
      </div>
    </>
  );
}
