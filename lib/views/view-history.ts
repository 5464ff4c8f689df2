import { type CircuitViewState, type ViewAction, viewAfter } from "./view-state";

export interface ViewHistory {
  past: readonly CircuitViewState[];
  now: CircuitViewState;
  future: readonly CircuitViewState[];
  /** The kind of the last step, while further ones of the kind belong to the same step. */
  run: string | null;
}

export type HistoryAction =
  | ViewAction
  | { type: "undo" }
  | { type: "redo" }
  | { type: "restore"; view: CircuitViewState };

/** As many steps back as one may want; each is a few short lists that share their parts. */
const maxSteps = 300;

export function beginHistory(now: CircuitViewState): ViewHistory {
  return { past: [], now, future: [], run: null };
}

/** Every change is one step that can be taken back, but that a slider drawn along is one step, not a hundred. */
export function historyAfter(history: ViewHistory, action: HistoryAction): ViewHistory {
  const { past, now, future, run } = history;
  switch (action.type) {
    case "restore":
      return beginHistory(action.view);
    case "undo": {
      const before = past.at(-1);
      return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], run: null } : history;
    }
    case "redo": {
      const [next, ...later] = future;
      return next ? { past: [...past, now], now: next, future: later, run: null } : history;
    }
    default: {
      const changed = viewAfter(now, action);
      if (changed === now) return history;
      const same = action.type === "show-above" && run === "show-above";
      return {
        past: same ? past : [...past, now].slice(-maxSteps),
        now: changed,
        future: [],
        run: action.type,
      };
    }
  }
}
