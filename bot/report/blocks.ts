/** What a report is made of, whatever it is written as. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'words'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  /** A picture of numbers that a table tells as well. */
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Lines to copy. */
  | { readonly kind: 'yaml'; readonly text: string };

export type Cell = string | number;

export interface Bar {
  readonly label: string;
  readonly value: number;
}
