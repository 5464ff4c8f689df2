interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a cell of a table; null for a key that is not the table's. At an edge one stays. */
export function gridStep(
  key: string,
  { row, column }: Place,
  size: { rows: number; columns: number },
): Place | null {
  const within = (to: Place) => ({
    row: Math.max(0, Math.min(size.rows - 1, to.row)),
    column: Math.max(0, Math.min(size.columns - 1, to.column)),
  });
  switch (key) {
    case "ArrowUp":
      return within({ row: row - 1, column });
    case "ArrowDown":
      return within({ row: row + 1, column });
    case "ArrowLeft":
      return within({ row, column: column - 1 });
    case "ArrowRight":
      return within({ row, column: column + 1 });
    case "Home":
      return within({ row, column: 0 });
    case "End":
      return within({ row, column: size.columns - 1 });
    default:
      return null;
  }
}
