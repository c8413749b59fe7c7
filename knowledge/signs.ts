import { isScalar, Scalar, visit, type Document, type Node } from 'yaml';

/** A sign with which a text begins (`*`, `&`, `!`) and which YAML takes for a reference, a name or a type. */
export interface Sign {
  readonly sign: '*' | '&' | '!';
  readonly offset: number;
}

/** Few texts have one, and looking for it is quicker than going through every node. */
export function mayHaveSigns(text: string): boolean {
  return /(?:^|[\s[{,])[*&!]\S/.test(text);
}

/** No file of ours means any of these. What is referred to is made the text that was written, so that all else can be read. */
export function takeSigns(doc: Document, text: string): readonly Sign[] {
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
