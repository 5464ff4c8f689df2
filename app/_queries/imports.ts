import { mutationOptions } from "@tanstack/react-query";
import { loadAnswers, parseAnswer, send } from "./ask";
import { Refusal, refusalFrom } from "./refusal";

const imports = "/api/v1/imports";

interface Upload {
  file: File;
  /** The target in it, where the graph is of several; "" leaves it to the site. */
  target: string;
  /** How much of it has been sent, 0 to 1. */
  onSent: (share: number) => void;
}

export const createImportMutation = mutationOptions({
  mutationFn: async (file: Upload) => {
    const [text, { createdImportSchema }] = await Promise.all([upload(file), loadAnswers()]);
    return parseAnswer(createdImportSchema, text);
  },
});

export const deleteImportMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${imports}/${id}` }),
});

/** Has an import be of another of its file's predicted tokens. */
export const chooseTargetMutation = mutationOptions({
  mutationFn: ({ id, target }: { id: string; target: string }) =>
    send({ method: "PUT", address: `${imports}/${id}/target`, body: { target } }),
});

/** Asks this site the question of an import. */
export const computeImportMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "POST", address: `${imports}/${id}/circuit` }),
});

/** By XMLHttpRequest, which alone tells how much has been sent. Throws `Refusal`. */
function upload({ file, target, onSent }: Upload): Promise<string> {
  const query = new URLSearchParams({ name: file.name.slice(-160), ...(target && { target }) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onSent(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.responseText);
      else reject(refusalFrom(request.responseText, request.status));
    });
    request.addEventListener("error", () => reject(new Refusal()));
    request.open("POST", `${imports}?${query}`);
    request.setRequestHeader("content-type", "application/json");
    request.send(file);
  });
}
