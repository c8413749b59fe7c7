/** Only what we use of them; the packages have no types of their own. */
declare module '@nlpjs/core' {
  import type { Nlp } from '@nlpjs/nlp';

  export interface Container {
    use(plugin: unknown): void;
    get(name: 'nlp'): Nlp;
  }

  export function containerBootstrap(): Container | Promise<Container>;
}

declare module '@nlpjs/nlp' {
  export class Nlp {
    readonly settings: { autoSave: boolean };
    readonly nluManager: { readonly settings: { log: boolean } };
    addLanguage(locale: string): void;
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<unknown>;
    process(
      locale: string,
      text: string,
    ): Promise<{ readonly classifications: readonly { readonly intent: string; readonly score: number }[] }>;
  }
}

declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
