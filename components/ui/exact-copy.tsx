"use client";

import { useEffect } from "react";

/** What is copied has exact values in place of rounded ones. Every number on a page is a `<data value>`. */
function onCopy(event: ClipboardEvent) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
  const copied = document.createElement("div");
  for (let i = 0; i < selection.rangeCount; i++) copied.append(selection.getRangeAt(i).cloneContents());
  const numbers = copied.querySelectorAll("data");
  if (numbers.length === 0) return;
  for (const number of numbers) number.textContent = number.value;
  copied.className = "fixed -left-full top-0 whitespace-pre-wrap";
  document.body.append(copied);
  // biome-ignore lint/performance/useDomNodeTextContent: only the text as laid out has its line breaks
  event.clipboardData.setData("text/plain", copied.innerText);
  copied.remove();
  event.preventDefault();
}

export function ExactCopy() {
  useEffect(() => {
    document.addEventListener("copy", onCopy);
    return () => document.removeEventListener("copy", onCopy);
  }, []);
  return null;
}
