/** The script that draws graphs. It comes when the first one is wanted, or a moment before. */
export function loadWorkbench() {
  return import("./workbench");
}
