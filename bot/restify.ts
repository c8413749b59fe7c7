// A dependency of restify uses process.binding, of which Node warns on the screen (DEP0111). It is loaded here, with
// that one warning off; all later warnings are shown.
const before = process.noDeprecation;
process.noDeprecation = true;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would run before the line above
export const restify = require('restify') as typeof import('restify');
process.noDeprecation = before ?? false;
