import { redact } from './redact';

/** What is told beside a message, each by its name. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Where events of the running bot are told. No text that a student wrote goes here. */
export interface Logger {
  info(message: string, fields?: Fields): void;
  error(message: string, cause: unknown): void;
}

/** Plain lines on the screen: information on standard output, errors with their stack on standard error. */
export const consoleLog: Logger = {
  info: (message, fields = {}) =>
    console.log(oneLine([message, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(' '))),
  error: (message, cause) => console.error(`${redacted(message)}: ${tell(cause)}`),
};

/**
 * An error with its stack and what caused it. Its message may hold what somebody sent, so it is put in one line and by what
 * somebody is known is taken out; what else hangs on the error (whole requests, with what was said and to whom) is left out.
 */
export function tell(error: unknown, causes = mostCauses): string {
  if (!(error instanceof Error)) return redacted(String(error));
  const { name, message, stack = '', cause } = error;
  // Behind the message, which may hold lines that look like frames, and whole frames only.
  const header = [`${name}: ${message}`, message].find((one) => stack.includes(one)) ?? '';
  const frames = stack.slice(stack.indexOf(header) + header.length).split('\n').filter((line) => /^ {4}at /.test(line)); // prettier-ignore
  const told = [redacted(`${name}: ${message}`), ...frames.map(oneLine)].join('\n');
  return cause === undefined || causes === 0 ? told : `${told}\ncaused by ${tell(cause, causes - 1)}`;
}

/** An error may be its own cause. */
const mostCauses = 3;

/** So much of a line says what happened. */
const longestLine = 1000;

/** What may hold something that somebody sent. More than is told is read: what a cut would go through is not half told. */
export function redacted(text: string): string {
  return oneLine(redact(text.slice(0, 4 * longestLine)));
}

/** Without anything by which a line could end, or take another colour or place on the screen. */
export function oneLine(text: string): string {
  return text.slice(0, longestLine).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(sign: string): string {
  return `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`;
}
