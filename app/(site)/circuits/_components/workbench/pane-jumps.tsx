interface PaneJumpsProps {
  /** What the pane holds beneath the chosen node, by the id of its heading. */
  sections: readonly { id: string; name: string }[];
}

/** From the top of the pane to what stands further down in it, which the lists of a node push out of sight. */
export function PaneJumps({ sections }: PaneJumpsProps) {
  if (sections.length === 0) return null;
  return (
    <nav className="pane-jumps" aria-label="Sections of this pane">
      {sections.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="show-more"
          aria-controls={id}
          onClick={() => showSection(id)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

function showSection(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}
