import type { SavedSearchKind } from "./saved-search-schemas";
import type { KindOfSearch } from "./search-kind";
import { searchOfCatalogue } from "./search-of-catalogue";
import { searchOfFeatures } from "./search-of-features";

export const searchKinds: Readonly<Record<SavedSearchKind, KindOfSearch>> = {
  catalogue: searchOfCatalogue,
  features: searchOfFeatures,
};
