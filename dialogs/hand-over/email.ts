import { z } from 'zod/v4';

const address = z.email().max(254);

/** An e-mail address in a text; or that there is one with a slip in it, and what was perhaps meant. */
export type FoundEmail = { readonly email: string } | { readonly slip: true; readonly guess?: string };

/** Nothing where the text is about something else. */
export function emailIn(text: string): FoundEmail | undefined {
  const found = candidateIn(text);
  if (found !== undefined && isAddress(found)) return { email: found };
  const guess = candidateIn(mended(text));
  if (guess !== undefined && isAddress(guess)) return { slip: true, guess };
  return text.includes('@') ? { slip: true } : undefined;
}

/** What has an @ in it, without the brackets, quotes and full stops around it. */
function candidateIn(text: string): string | undefined {
  const word = text.split(/[\s<>"'()[\],;:]+/).find((one) => one.includes('@'));
  return word?.replace(/[.!?]{1,5}$/, '');
}

function isAddress(text: string): boolean {
  return address.safeParse(text).success;
}

/** "sam at example dot org", "sam@example,org", "sam @ example.org", "sam@@example..org". */
function mended(text: string): string {
  return text
    .replace(/ ?(?:\(at\)|\[at\]| at ) ?/gi, '@')
    .replace(/ ?(?:\(dot\)|\[dot\]| dot ) ?/gi, '.')
    .replace(/ ?@+ ?/g, '@')
    .replace(/,(?=\S)/g, '.')
    .replace(/\.{2,}/g, '.');
}
