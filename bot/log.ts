/** Where events of the running bot are told. No text that a student wrote goes here. */
export interface Logger {
  info(message: string): void;
  error(message: string, cause: unknown): void;
}

/** Plain lines on the screen: information on standard output, errors with their stack on standard error. */
export const consoleLog: Logger = {
  info: (message) => console.log(message),
  error: (message, cause) => console.error(message, cause),
};
