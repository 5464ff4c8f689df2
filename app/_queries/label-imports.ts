import { mutationOptions } from "@tanstack/react-query";
import { ask, loadAnswers, parseAnswer } from "./ask";
import { Refusal, refusalFrom } from "./refusal";

const imports = "/api/v1/label-imports";

export interface SentLabels {
  file: File;
  /** `model/set/layer` of the dictionary that was named; "" for none. */
  dictionary: string;
  isDry: boolean;
}

export const sendLabelsMutation = mutationOptions({
  mutationFn: async (sent: SentLabels) => {
    const [text, { importedLabelsSchema }] = await Promise.all([sendFile(sent), loadAnswers()]);
    return parseAnswer(importedLabelsSchema, text);
  },
});

export const undoImportMutation = mutationOptions({
  mutationFn: ({ id, reason }: { id: string; reason: string }) =>
    ask((answers) => answers.undoneImportSchema, {
      ...{ method: "POST", address: `${imports}/${id}/reversion`, body: { reason } },
    }),
});

/** The file as it is. Throws `Refusal`. */
async function sendFile({ file, dictionary, isDry }: SentLabels): Promise<string> {
  const [model, set, layer] = dictionary.split("/").map(decodeURIComponent);
  const query = new URLSearchParams({
    ...{ name: file.name.slice(-160), dry: String(isDry) },
    ...(dictionary !== "" && model && set && layer && { model, set, layer }),
  });
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${imports}?${query}`, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: file },
    });
    text = await response.text();
  } catch {
    throw new Refusal();
  }
  if (!response.ok) throw refusalFrom(text, response.status);
  return text;
}
