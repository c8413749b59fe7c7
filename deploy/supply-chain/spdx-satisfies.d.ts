declare module 'spdx-satisfies' {
  /** Whether a licence expression can be met by some of the licences; throws on what is no expression. */
  export default function satisfies(expression: string, licences: readonly string[]): boolean;
}
