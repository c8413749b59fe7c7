import { pino, type Level } from 'pino';
import type { Config } from '../config';
import { consoleLog, oneLine, redacted, tell, type Logger } from '../log';

/** A log that is closed before the process ends, so that nothing of it is lost. */
export interface OpenLog extends Logger {
  close(): Promise<void>;
}

/** Lines are written many at a time, at the latest after so many milliseconds; one that tells of an error at once. */
const gatherFor = 1000;
const gatherBytes = 16_000;
/** So much waits for whoever reads the log, who may have stopped; what is more is lost, and the bot goes on. */
const mostWaiting = 8_000_000;

const standardOutput = 1;

/**
 * Where the running bot tells what happens: for a person at a terminal in plain lines, else in JSON, one object a line, which
 * goes to a file if one is named.
 */
export function openLog({ LOG_FORMAT, LOG_LEVEL }: Config, isTerminal: boolean, to: string | number = standardOutput): OpenLog {
  const isJson = (LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json')) === 'json';
  const log = isJson ? jsonLog(to) : { ...consoleLog, close: () => Promise.resolve() };
  const silent = () => undefined;
  return {
    ...log,
    ...(LOG_LEVEL === 'info' ? {} : { info: silent }),
    ...(LOG_LEVEL === 'silent' ? { error: silent } : {}),
  };
}

function jsonLog(dest: string | number): OpenLog {
  const destination = pino.destination({
    dest,
    sync: false,
    minLength: gatherBytes,
    maxLength: mostWaiting,
    periodicFlush: gatherFor,
  });
  // A log that cannot be written is no reason to end the bot.
  destination.on('error', () => undefined);
  process.once('exit', () => destination.flushSync());
  const formatters = { level: (level: string) => ({ level: level as Level }) };
  const json = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }, destination);
  return {
    info: (message, fields) => json.info(fields, oneLine(message)),
    error: (message, cause) => {
      json.error({ error: tell(cause) }, redacted(message));
      destination.flush();
    },
    close: () => new Promise((resolve) => destination.flush(() => resolve())),
  };
}
