const idWord = [
  'passport|id(?:entity)?|identification|bsn|burgerservice|ssn|social security|aadhaar|pan|student|studielink|application',
  'applicant|candidate|registration|reference|visa|permit|customer|account|case|ticket|certificate|paspoort|studenten',
].join('|');

/** What the text calls a number, however short it is: "application number 4321". */
const called: readonly RegExp[] = [
  new RegExp(
    String.raw`\b((?:${idWord})(?: ?(?:card|document|form|permit))? ?(?:number|nummer|num|no|nr|id|code|#)(?:\.| is| was)?[ :#=]{1,3})(?=[\p{L}\d/-]{0,24}\d)[\p{L}\d/-]{3,25}`,
    'giu',
  ),
  /\b((?:passport|paspoort|bsn|ssn|aadhaar|pan|id card)(?: is)?[ :#=]{1,3})(?=(?:[\p{L}-]{0,20}\d){2})[\p{L}\d-]{5,20}/giu,
];

const phone =
  /\b((?:phone|telephone|tel|mobile|cell ?phone|whatsapp|call|text|telefoon|mobiel|gsm|my number)(?: (?:number|nummer|no|nr|me|is|on|at|op)){0,4}[ .:=(-]{0,3})(\+?\d(?:[ ().-]{0,2}\d){5,14})(?!\d)/gi;

const iban = /(?<![\p{L}\p{N}_])[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,3})?(?![\p{L}\p{N}_])/giu;

/** Letters and digits in one. */
const code = /(?<![\p{L}\p{N}_])[\p{L}\d]{7,34}(?![\p{L}\p{N}_])/gu;

/** Digits, and what may stand between those of one number. A comma does not: it stands in amounts, and between scores. */
const run =
  /(?<![\p{L}\p{N}])(?<!\p{Nd},(?=\p{Nd}{2,3}(?!\p{Nd})))(?:\(?\+ ?)?\(?\p{Nd}+(?:[ \t\u00a0().\-–/]{1,3}\p{Nd}+(?!\p{Nd}|:\p{Nd}))*/gu;

/** Ids of the protocol, addresses of machines and times say nothing of a person, and are what a log is read for. */
const ofMachines =
  /([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]))/gi;

/** By which somebody is known or called; what a question needs stays. */
export function redactNumbers(text: string): string {
  return text
    .split(ofMachines)
    .map((part, at) => (at % 2 === 1 ? part : redactPart(part)))
    .join('');
}

function redactPart(text: string): string {
  return called
    .reduce((rest, what) => rest.replace(what, '$1[number]'), text)
    .replace(phone, (found, before: string, digits: string) => (isTime(digits) ? found : `${before}[phone]`))
    .replace(iban, (found) => (digitsIn(found) >= 8 ? '[number]' : found))
    .replace(code, (found) => (isOfSomebody(found) ? '[number]' : found))
    .replace(run, (found, at: number, whole: string) => wordFor(found, whole, at) ?? found);
}

/** As on passports, student cards and bills; the code of a course has fewer digits in a row, or begins with them. */
function isOfSomebody(found: string): boolean {
  if (/^(?:\p{L}{1,4}\d{6,}\p{L}{0,2}|\d{7,}\p{L}{1,2})$/u.test(found)) return true;
  const changes = found.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0;
  return digitsIn(found) >= 5 && changes >= 2 && (/^\p{L}/u.test(found) || found.length >= 12);
}

/** The word that stands for a number from now on; none if it may stay. */
function wordFor(found: string, text: string, at: number): string | undefined {
  const digits = digitsIn(found);
  if (digits < 7) return undefined;
  if (/^\(?(?:\+|00)/.test(found)) return '[phone]';
  if (isTime(found) || areScores(found) || isAmount(found, text, at)) return undefined;
  const isPlain = digits === found.length;
  const isNational = /^\(?0/.test(found) || /^\d{3}[-. ]\d{4}$/.test(found);
  if (digits === 7 && !isPlain && !isNational) return undefined;
  return digits <= 13 && (isNational || !isPlain) ? '[phone]' : '[number]';
}

const date = /(?<!\d)(?:\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2})(?!\d)/g;
const year = /(?<!\d)(?:19|20)\d\d(?:[-/–]\d\d)?(?!\d)/g;
const hour = /(?<![\d.])(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d.])/g;

/** Dates, years and times of the day, and nothing else. */
function isTime(found: string): boolean {
  return digitsIn([date, year, hour].reduce((rest, what) => rest.replace(what, ' '), found)) === 0;
}

/** So many results are told at once, such as the parts of a test. */
const mostScores = 8;
const score = /^(?:1\d\d|2[0-2]\d|2[6-9]\d|3[0-4]\d|[4-9]00|(?:\d|[1-9]\d)(?:\.\d{1,2})?)$/;

function areScores(found: string): boolean {
  const rest = found.replace(date, ' ').replace(year, ' ');
  const each = rest.split(/[\s/()–]+/).filter((one) => digitsIn(one) > 0);
  return each.length <= mostScores && each.every((one) => score.test(one));
}

const currency = String.raw`(?:[€$£¥₹]|eur|usd|gbp|inr|cny|rmb|idr|rs|rp|euros?|dollars?|pounds?|rupees?|yuan|rupiah)`;
const endsWithCurrency = new RegExp(String.raw`(?<!\p{L})${currency}\.? ?$`, 'iu');
const beginsWithCurrency = new RegExp(String.raw`^ ?${currency}(?!\p{L})`, 'iu');

/** A sum of money: its currency stands beside it, or its digits are in threes, up to the millions. */
function isAmount(found: string, text: string, at: number): boolean {
  if (/^[1-9]([ .])\d{3}\1\d{3}$/.test(found)) return true;
  const end = at + found.length;
  return endsWithCurrency.test(text.slice(Math.max(0, at - 12), at)) || beginsWithCurrency.test(text.slice(end, end + 12));
}

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
