import { useState } from "react";

const key = "label-queue:goal";
const goals = [5, 10, 20];

function storedGoal(): number | null {
  try {
    const stored = Number(localStorage.getItem(key) ?? goals[1]);
    return goals.includes(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** How far one is in this session, and a goal for it where one wants one; nothing comes of reaching it or not. */
export function Goal({ done }: { done: number }) {
  const [goal, setGoal] = useState(storedGoal);
  function choose(value: string) {
    const chosen = goals.find((each) => String(each) === value) ?? null;
    setGoal(chosen);
    try {
      localStorage.setItem(key, String(chosen));
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
