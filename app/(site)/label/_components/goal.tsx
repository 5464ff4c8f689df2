import { useState } from "react";
import { useInBrowser } from "@/app/_components/use-in-browser";

const key = "label-queue:goal";
const goals = [5, 10, 20];
const usual = 10;

function storedGoal(): number | null {
  try {
    const stored = Number(localStorage.getItem(key) ?? usual);
    return goals.includes(stored) ? stored : null;
  } catch {
    return usual;
  }
}

/** How far one is in this session, and a goal for it where one wants one; nothing comes of reaching it or not. */
export function Goal({ done }: { done: number }) {
  const [chosen, setGoal] = useState<number | null | undefined>();
  const isInBrowser = useInBrowser();
  const goal = chosen !== undefined ? chosen : isInBrowser ? storedGoal() : usual;
  function choose(value: string) {
    const next = goals.find((each) => String(each) === value) ?? null;
    setGoal(next);
    try {
      localStorage.setItem(key, String(next));
    } catch {
      // It holds for this visit then.
    }
  }
  return (
    <p className="queue-goal">
      <span role="status">
        {goal === null ? `${done} in this session` : `${done} of ${goal} in this session`}
        {goal !== null && done >= goal && ". That was the goal; go on or stop as you like"}
      </span>
      <label>
        Goal{" "}
        <select value={String(goal)} onChange={({ target }) => choose(target.value)}>
          <option value="null">none</option>
          {goals.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
