import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';

import type { Place, Problem } from './problem';
import { findTabs, splitEntries } from './raw-text';

/** A YAML file as data, able to say where each of its values stands. */
export interface ParsedFile {
  readonly file: string;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  locate(place: Omit<Place, 'file'>): { readonly line: number; readonly col: number };
}

export type Parse = (file: string, text: string) => ParsedFile;

/** As `parseFile`, but a file whose text is the same as the last time is not parsed again. */
export function rememberingParse(): Parse {
  const last = new Map<string, { readonly text: string; readonly parsed: ParsedFile }>();
  return (file, text) => {
    const before = last.get(file);
    if (before?.text === text) return before.parsed;
    const { data, problems } = parseFile(file, text);
    // Where each value stands takes ten times the memory of the values, and is asked for when something is wrong only.
    const parsed = { file, data, problems, locate: (place: Omit<Place, 'file'>) => parseFile(file, text).locate(place) };
    last.set(file, { text, parsed });
    return parsed;
  };
}

interface Piece {
  readonly doc: Document;
  readonly lines: LineCounter;
  /** Where a text begins with a sign that YAML takes for its own. */
  readonly signs: readonly Sign[];
}

/**
 * Reads a file so that one slip hides no other: where the file as a whole does not parse, each of its top-level
 * entries is parsed on its own, and those that hold are kept.
 */
export function parseFile(file: string, text: string): ParsedFile {
  const tabs = findTabs(file, text);
  const readable = text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', '  '));
  const whole = parsePiece(readable);
  const pieces = whole.doc.errors.length === 0 ? [whole] : splitEntries(readable).map(parsePiece);
  const problems = pieces.flatMap((piece) => [...syntaxProblems(file, piece), ...signProblems(file, piece)]);
  return { file, data: merge(pieces), problems: [...tabs, ...problems], locate: (place) => locate(pieces, place) };
}

function parsePiece(text: string): Piece {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false });
  return { doc, lines, signs: mayHaveSigns(text) ? takeSigns(doc, text) : [] };
}

/** A sign with which a text begins (`*`, `&`, `!`) and which YAML takes for a reference, a name or a type. */
interface Sign {
  readonly sign: '*' | '&' | '!';
  readonly offset: number;
}

/** Few texts have one, and looking for it is quicker than going through every node. */
function mayHaveSigns(text: string): boolean {
  return /(?:^|[\s[{,])[*&!]\S/.test(text);
}

/** No file of ours means any of these. What is referred to is made the text that was written, so that all else can be read. */
function takeSigns(doc: Document, text: string): readonly Sign[] {
  const signs: Sign[] = [];
  // A node begins behind its name and its type.
  const note = (sign: Sign['sign'], node: Node) => signs.push({ sign, offset: text.lastIndexOf(sign, node.range?.[0]) });
  visit(doc, {
    Alias: (_, node) => {
      note('*', node);
      return replaced(node, `*${node.source}`);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) note('&', node);
      if (isScalar(node) && node.tag !== undefined) note('!', node);
    },
  });
  return signs;
}

function replaced(node: Node, text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.range = node.range ?? null;
  return scalar;
}

function signProblems(file: string, { lines, signs }: Piece): Problem[] {
  return signs.map(({ sign, offset }) => ({
    file,
    ...lines.linePos(offset),
    wrong: `a text that begins with "${sign}" means something else in YAML`,
    right: 'put the text in quotes',
  }));
}

function syntaxProblems(file: string, { doc, lines, signs }: Piece): Problem[] {
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const taken = new Set(signs.map(({ offset }) => lineOf(offset)));
  // What the parser makes of the rest of a text whose first letter it took for its own says nothing.
  const [first, ...rest] = doc.errors.filter((error) => !taken.has(lineOf(error.pos[0])));
  // After the first broken token the parser only stumbles on; a duplicate key leaves the rest whole.
  const told = first ? [first, ...rest.filter((error) => error.code === 'DUPLICATE_KEY')] : [];
  return [...new Set(told)].map((error) => ({ file, ...lines.linePos(error.pos[0]), ...explainSyntax(error, doc) }));
}

function explainSyntax(error: YAMLError, doc: Document): { wrong: string; right: string } {
  if (error.code === 'DUPLICATE_KEY') {
    const key = keyAt(doc, error.pos[0]);
    return { wrong: `the key ${key ? `"${key}" ` : ''}stands twice`, right: 'keep one of the two' };
  }
  const text = error.message.replace(/\.$/, '');
  return { wrong: `not readable as YAML (${text})`, right: 'check the indentation, the quotes and the colons here' };
}

function keyAt(doc: Document, offset: number): string | undefined {
  const search = (node: unknown): string | undefined => {
    if (isSeq(node)) return firstDefined(node.items, search);
    if (isMap(node)) return firstDefined(node.items, search);
    if (!isPair(node)) return undefined;
    if (isScalar(node.key) && node.key.range?.[0] === offset) return String(node.key.value);
    return search(node.value);
  };
  return search(doc.contents);
}

function firstDefined<T, R>(items: readonly T[], pick: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = pick(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function merge(pieces: readonly Piece[]): unknown {
  const parts: unknown[] = pieces.map((piece) => piece.doc.toJS() as unknown);
  if (parts.length === 1) return parts[0];
  if (parts.some(Array.isArray)) return parts.flatMap((part) => (Array.isArray(part) ? (part as unknown[]) : []));
  return Object.assign({}, ...parts.filter((part) => typeof part === 'object')) as unknown;
}

function locate(pieces: readonly Piece[], { path, key }: Omit<Place, 'file'>): { line: number; col: number } {
  const [, ...rest] = path;
  let head = path[0];
  for (const piece of pieces) {
    const contents = piece.doc.contents;
    if (isSeq(contents) && typeof head === 'number' && head >= contents.items.length) {
      head -= contents.items.length;
      continue;
    }
    if (head !== undefined && isMap(contents) && !contents.has(head) && pieces.length > 1) continue;
    return positionIn(piece, head === undefined ? [] : [head, ...rest], key ?? false);
  }
  return { line: 1, col: 1 };
}

/** The position of the value at the path, or of the nearest thing around it that exists. */
function positionIn({ doc, lines }: Piece, path: readonly (string | number)[], wantsKey: boolean): { line: number; col: number } {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const at = path.slice(0, depth);
    const offset = depth === path.length && wantsKey ? keyOffset(doc, at) : valueOffset(doc, at);
    if (offset !== undefined) return lines.linePos(offset);
  }
  return { line: 1, col: 1 };
}

function valueOffset(doc: Document, path: readonly (string | number)[]): number | undefined {
  const node = path.length === 0 ? doc.contents : doc.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function keyOffset(doc: Document, path: readonly (string | number)[]): number | undefined {
  const parent = path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}
