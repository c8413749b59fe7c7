/** A fact as an editor writes it ("€18,016", "September 2022", "at least 40 EC"), with what it means. */
export type Fact =
  | { readonly kind: 'money'; readonly text: string; readonly amount: number }
  | { readonly kind: 'month'; readonly text: string; readonly year: number; readonly month: number }
  /** `part` of a test's result, if it is a threshold. */
  | {
      readonly kind: 'quantity';
      readonly text: string;
      readonly amount: number;
      readonly unit: string;
      readonly part?: 'total' | 'component';
    }
  | { readonly kind: 'words'; readonly text: string };

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const numberWords: ReadonlyMap<string, number> = new Map(
  ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map((word, i) => [word, i + 2]),
);

/** "18,016.00" -> 18016, "6.0" -> 6. Throws nothing: what is no number is NaN. */
export function readNumber(text: string): number {
  const word = numberWords.get(text.toLowerCase());
  if (word !== undefined) return word;
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : Number(text);
}

export function readFact(text: string): Fact {
  const money = /^\p{Sc}\s?([\d.,]+)$/u.exec(text);
  if (money?.[1]) return { kind: 'money', text, amount: readNumber(money[1]) };
  const month = /^([A-Z][a-z]+) (\d{4})$/.exec(text);
  const index = months.findIndex((name) => name === month?.[1]);
  if (month?.[2] && index >= 0) return { kind: 'month', text, year: Number(month[2]), month: index + 1 };
  const quantity = /^(?:at least )?([\d.,]+(?=[^\d.,])|[a-z]+(?![a-z]))\s?([A-Za-z%]+)$/.exec(text);
  const amount = readNumber(quantity?.[1] ?? '');
  if (quantity?.[2] && amount > 0) return { kind: 'quantity', text, amount, unit: quantity[2].toLowerCase() };
  return { kind: 'words', text };
}

/** The first moment at which a month is over (UTC), so that "until September 2022" includes all of it. */
export function endOfMonth(fact: Fact & { kind: 'month' }): Date {
  return new Date(Date.UTC(fact.year, fact.month, 1));
}

/** "two years" times "€18,016" (per year) is "€36,032"; nothing if the two are no quantity and amount. */
export function product(quantity: Fact, money: Fact): string | undefined {
  if (quantity.kind !== 'quantity' || money.kind !== 'money') return undefined;
  return `${money.text.slice(0, 1)}${(quantity.amount * money.amount).toLocaleString('en-GB')}`;
}

/** "at least 40 EC" and "5 EC" are "at least 45 EC"; nothing if they count different things. */
export function sum(a: Fact, b: Fact): string | undefined {
  if (a.kind !== 'quantity' || b.kind !== 'quantity' || a.unit !== b.unit) return undefined;
  const atLeast = [a, b].some(({ text }) => text.startsWith('at least')) ? 'at least ' : '';
  return `${atLeast}${a.amount + b.amount} ${a.unit.toUpperCase()}`;
}
