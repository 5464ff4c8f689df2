import { storableText } from "@/lib/db/storable-text";
import { mostSavedCharacters } from "./view-codec";

/** A view as it is saved: what `encodeView` wrote. */
export const viewStateSchema = storableText.max(mostSavedCharacters, "This view is too large to save.");
