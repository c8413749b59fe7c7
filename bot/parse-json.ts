/** Levels of lists and objects in each other; activities with a card have about fifteen. */
export const deepest = 32;

/** JSON that nests deeper than anybody needs, so that whatever walks it goes as deep. */
export class TooDeep extends Error {}

/**
 * JSON without the keys that would change the prototype of whatever they are copied to.
 * @throws TooDeep, or SyntaxError for what is no JSON
 */
export function parseJson(text: string): unknown {
  if (depthOf(text) > deepest) throw new TooDeep();
  const value: unknown = JSON.parse(text);
  dropPrototypes(value);
  return value;
}

/** Not by a reviver, which takes ten times as long for a body that is one long list. */
function dropPrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  for (const part of Object.values(value)) dropPrototypes(part);
}

/** Counted before it is parsed. A regular expression would take quadratic time for a string that does not end. */
function depthOf(text: string): number {
  let [depth, most, isInString] = [0, 0, false];
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (sign === '"') isInString = !isInString;
    else if (isInString) i += sign === '\\' ? 1 : 0;
    else if (sign === '{' || sign === '[') most = Math.max(most, ++depth);
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return most;
}
