/** Answers "what stands for {this}?" for the placeholders of a card's answer. */
export type Lookup = (name: string) => string | undefined;

const placeholder = /\{([a-z0-9.-]+)\}/g;

export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '');
}

/** Puts the facts into a text; an unknown placeholder stays visible (a rule reports it before anyone sees it). */
/** The items of a list in an answer: its lines that begin with a dash. */
export function itemsOf(answer: string): readonly string[] {
  return answer.split('\n').flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);
}

export function fill(template: string, lookup: Lookup): string {
  return template.replace(placeholder, (whole, name: string) => lookup(name) ?? whole);
}
