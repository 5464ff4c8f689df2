"use client";

import { type ComponentProps, lazy } from "react";

/*
 * Most readers come to runs that are ready: the script of what follows a run in the making, and of what helps
 * with a failed one, is sent with those alone.
 */
const LazyProgress = lazy(() =>
  import("../computation/live-progress").then((loaded) => ({ default: loaded.LiveProgress })),
);
const LazyFailed = lazy(() => import("./failed-run").then((loaded) => ({ default: loaded.FailedRun })));
// Only a run whose model has other dictionaries offers a second form.
const LazyForm = lazy(() =>
  import("../prompt/prompt-form").then((loaded) => ({ default: loaded.PromptForm })),
);
// Few texts bring a beginning of their own.
const LazyTakeAsWritten = lazy(() =>
  import("./take-as-written").then((loaded) => ({ default: loaded.TakeAsWritten })),
);

// Functions, because a server component cannot be handed a lazy component itself.
export function LiveProgress(props: ComponentProps<typeof LazyProgress>) {
  return <LazyProgress {...props} />;
}

export function FailedRun(props: ComponentProps<typeof LazyFailed>) {
  return <LazyFailed {...props} />;
}

export function PromptFormLazily(props: ComponentProps<typeof LazyForm>) {
  return <LazyForm {...props} />;
}

export function TakeAsWritten(props: ComponentProps<typeof LazyTakeAsWritten>) {
  return <LazyTakeAsWritten {...props} />;
}
