import { storableText } from "@/lib/db/storable-text";
import { maxSavedCharacters } from "./view-codec";

/** A view as it is saved: what `encodeView` wrote. */
export const viewStateSchema = storableText.max(maxSavedCharacters, "This view is too large to save.");
