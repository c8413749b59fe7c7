/** A line of a table. */
export function printLine(name: string, cells: readonly string[]): void {
  console.log((name.padEnd(36) + cells.map((text) => text.padStart(20)).join('')).trimEnd());
}
