/** What is named, wherever it stands: `attn.3.697` of `attn.3.697@14`. */
export function bareId(id: string): string {
  return id.replace(/@\d+$/, "");
}
