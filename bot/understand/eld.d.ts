/** Only what we use of it; the package's own types cannot be found by this module resolution. */
declare module 'eld/small' {
  export const eld: { detect(text: string): { readonly language: string } };
}
