/** How a column is written: in Parquet's own types, and `json` as its text. Any may be null. */
export type ColumnType = "string" | "json" | "int" | "bigint" | "double" | "boolean" | "moment";

export interface BundleColumn {
  /** As the query names it. */
  name: string;
  type: ColumnType;
  /** What it says, with its unit, for who reads the file. */
  meaning: string;
}

/** One file of a bundle: a query over what is public, and what its columns mean. */
export interface BundleTable {
  name: string;
  about: string;
  licence: string;
  columns: readonly BundleColumn[];
  /** SQL without parameters, in an order that is the same each time. */
  query: string;
}
