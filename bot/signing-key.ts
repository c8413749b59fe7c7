import { z } from 'zod/v4';

const fewestCharacters = 32;
const fewestKinds = 10;

/** A key that nobody can guess, as far as can be seen from it. */
export const signingKey = z.string().check(({ value: key, issues }) => {
  const flaw = flawOf(key);
  if (flaw) issues.push({ code: 'custom', input: key, message: `${flaw}; make one with: openssl rand -hex 32` });
});

function flawOf(key: string): string | undefined {
  if (key.length < fewestCharacters) return `is too short; use at least ${fewestCharacters} random characters`;
  if (placeholder.test(key)) return 'is a placeholder, which everybody knows';
  if (hasLittleVariety(key)) return 'has hardly any variety, so it can be guessed';
  return undefined;
}

const placeholder =
  /change[ _.-]?(?:me|this|it)|replace[ _.-]?(?:me|this|with)|your[ _.-](?:[a-z]+[ _.-]){0,4}(?:secret|key)|place ?holder|insert[ _.-]/i;

/** Few characters, few steps from one to the next ("abcdef"), or one piece over and over. */
function hasLittleVariety(key: string): boolean {
  const codes = [...key].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return new Set(codes).size < fewestKinds || new Set(steps).size < fewestKinds || isRepeated(key);
}

function isRepeated(key: string): boolean {
  const lengths = Array.from({ length: Math.floor(key.length / 2) }, (_, at) => at + 1);
  return lengths.some((length) => key.startsWith(key.slice(length)));
}
