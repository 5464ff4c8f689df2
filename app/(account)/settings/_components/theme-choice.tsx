"use client";

import { useState } from "react";
import { chooseTheme } from "@/app/_components/choose-theme";
import type { Theme } from "@/app/_components/theme";
import { Choice } from "@/components/ui/choice";

export function ThemeChoice({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  function choose(next: Theme) {
    setChosen(next);
    chooseTheme(next);
  }
  return (
    <Choice
      legend="Colours"
      name="theme"
      value={chosen}
      onChange={choose}
      options={[
        { value: "system", label: "As the system" },
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
      ]}
    />
  );
}
