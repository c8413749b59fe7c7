import { redactNumbers } from './redact-numbers';

type Rule = readonly [what: RegExp, words: string];

/** An address that may carry who one is: a name before the host, or a query. */
const links: readonly Rule[] = [
  [/(?<![\p{L}\p{N}+.-])(?:[a-z][a-z\d+.-]{1,19}:\/\/|www\.)[^\s/?#@"'<>]*@[^\s"'<>]+/giu, '[link]'],
  [/(?<![\p{L}\p{N}+.-])(?:[a-z][a-z\d+.-]{1,19}:\/\/|www\.)[^\s?#"'<>]{1,500}[?#][^\s"'<>]+/giu, '[link]'],
];

const secrets: readonly Rule[] = [
  [/(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]+){0,4}/g, '[token]'],
  [/\b(bearer )[\w.~+/=-]{16,}/gi, '$1[token]'],
  [
    /((?:token|(?:api|access|account|signing|private)[_-]?key|secret|sig|signature|password|pwd|wachtwoord)["']? ?[:=] ?["']?)[^\s"'&;,]+/gi,
    '$1[key]',
  ],
  [/\b((?:password|passcode|pin|wachtwoord) (?:is )?)(?=\S{0,40}\d)\S{4,}/gi, '$1[key]'],
  [/\b[a-f\d]{32,}\b/gi, '[token]'],
];

const mail: readonly Rule[] = [
  [/(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+ ?(?:@|[([{] ?(?:at|@) ?[)\]}]) ?[\p{L}\p{N}-]+(?:(?:\.| ?[([{] ?(?:dot|\.) ?[)\]}] ?)[\p{L}\p{N}-]+)+/giu, '[e-mail]'], // prettier-ignore
  [/(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@(?:gmail|hotmail|outlook|yahoo|icloud|live|proton|gmx|qq|163)\b/giu, '[e-mail]'],
  [/(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+ at [\p{L}\p{N}-]+(?: dot [\p{L}\p{N}-]+)+/giu, '[e-mail]'],
];

const month = '(?:jan|feb|mar|apr|ma[iy]|mei|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]{0,6}';
const dayAndMonth = String.raw`(?:\d{1,2}(?:st|nd|rd|th)?[ ./-]{1,2}(?:of )?(?:${month}|\d{1,2})|${month} \d{1,2}(?:st|nd|rd|th)?)`;
const date = String.raw`(?:${dayAndMonth}(?:[ ,./-]{1,2}(?:\d{4}|\d\d))?|\d{4}(?:[ ./-]\d{1,2}){0,2}|\d{8}|\d{6})(?!\d)`;
const born = String.raw`\b(?:born|birth ?da(?:y|te)|date of birth|d\.?o\.?b|geboren|geboortedatum)\b`;

const births: readonly Rule[] = [
  [new RegExp(String.raw`(${born}[ .:=,(-]{1,3}(?:(?:is|was|on|in|op|the) ){0,3})${date}`, 'gi'), '$1[date of birth]'],
  // Behind where it was: only a year in which students are born, as what follows may be another date.
  [new RegExp(String.raw`(${born}[^\d\n.?!]{1,40})(?:${dayAndMonth}[ ,./-]{1,2})?(?:19\d\d|200\d)(?!\d)`, 'gi'), '$1[date of birth]'], // prettier-ignore
];

const names: readonly Rule[] = [
  [/\b([Mm]y (?:full |first |last )?name(?: is|'s|:) )\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,4}/gu, '$1[name]'],
];

const rules = [...links, ...secrets, ...mail, ...births, ...names];

/**
 * Takes out of a text by what somebody could be known or reached: addresses, numbers, keys, dates of birth. What a question
 * needs stays: years, dates, fees, scores, codes of courses. A name stays too, unless the text says that it is one.
 */
export function redact(text: string): string {
  return redactNumbers(rules.reduce((rest, [what, words]) => rest.replace(what, words), text).replace(long, keyOr));
}

const long = /(?<![\w+-])[\w+-]{32,}={0,2}/g;

/** A key is long and looks like nothing: letters of both cases and digits. */
function keyOr(word: string): string {
  return [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(word)) ? '[token]' : word;
}
