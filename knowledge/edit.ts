import { isMap, isSeq, parseDocument, stringify, YAMLSeq, type Document, type Node } from 'yaml';

/** As the files are written, so that a change of one line changes no other. */
const asWritten = { lineWidth: 0, flowCollectionPadding: false, singleQuote: true } as const;

/** What may be added to a file: a way of asking, or a card. */
export type Entry = string | Readonly<Record<string, unknown>>;

/**
 * The text of a file with one more entry at the end of its list, or of the list that stands under some keys. What stands
 * in it stays as it is: its order, its comments, its quotes.
 * @throws if there is no list, nor room for one
 */
export function withEntry(text: string, entry: Entry, path: readonly string[] = []): string {
  const doc = parseDocument(text, { merge: false });
  if (doc.errors.length > 0) throw new Error('the file is not readable as YAML');
  // What stands before a list is its comment only once there is a list.
  if (path.length === 0 && doc.contents === null) return `${text}${yamlOf([flat(doc.createNode(entry))])}`;
  const list = listAt(doc, path);
  const node = flat(doc.createNode(entry));
  // Cards stand apart.
  if (isMap(node)) node.spaceBefore = list.items.length > 0;
  list.add(node);
  return doc.toString(asWritten);
}

/** Lists within a card stand on one line. */
function flat(node: Node): Node {
  if (isMap(node)) for (const { value } of node.items) if (isSeq(value)) value.flow = true;
  return node;
}

function listAt(doc: Document, path: readonly string[]): YAMLSeq {
  const found: unknown = path.length === 0 ? doc.contents : doc.getIn(path, true);
  if (isSeq(found)) return found;
  if (found !== null && found !== undefined) throw new Error(`${path.join('.') || 'the file'} is not a list`);
  const list = new YAMLSeq(doc.schema);
  if (path.length === 0) doc.contents = list;
  else doc.setIn(path, list);
  return list;
}

/** As it would stand in a file. */
export function yamlOf(value: unknown): string {
  return stringify(value, asWritten);
}
