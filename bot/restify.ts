/*
 * restify loads spdy, which speaks HTTP/2 as it was before Node did, and which nobody uses here. While it is loaded it asks
 * for insides of Node that are deprecated (DEP0111) and of which Node 24 has no `http_parser` any more: restify would not
 * load at all. So it is given empty ones: it only uses them once it serves.
 */
const insides = process as unknown as { binding: (name: string) => unknown };
const { binding } = insides;
insides.binding = (name) => (name === 'http_parser' ? { HTTPParser: { methods: [] } } : {});
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would run before the lines above
export const restify = require('restify') as typeof import('restify');
insides.binding = binding;
