import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and, where the picture has it, opacity, of each point. */
  readonly points: readonly (readonly number[])[];
}

/** A PNG of eight bits a channel, not interlaced, as browsers write them. */
export function readPng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes);
  if (file.toString('latin1', 1, 4) !== 'PNG' || file[24] !== 8 || file[28] !== 0) throw new Error('not a PNG of that kind');
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[file[25] ?? 0];
  if (!channels) throw new Error('neither RGB nor RGBA');
  const rows = unfilter(inflateSync(Buffer.concat(dataIn(file))), width * channels, channels);
  const values = rows.flatMap((row) => [...row]);
  const points = Array.from({ length: width * height }, (_, i) => values.slice(i * channels, (i + 1) * channels));
  return { width, height, points };
}

function dataIn(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

/** Each row says in its first byte from which neighbours its bytes are foretold. */
function unfilter(data: Buffer, size: number, channels: number): readonly Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += size + 1) {
    const row = new Uint8Array(data.subarray(at + 1, at + 1 + size));
    const above = rows.at(-1) ?? new Uint8Array(size);
    for (let i = 0; i < size; i += 1)
      row[i] = (row[i] ?? 0) + foretold(data[at] ?? 0, row[i - channels] ?? 0, above[i] ?? 0, above[i - channels] ?? 0);
    rows.push(row);
  }
  return rows;
}

function foretold(filter: number, left: number, up: number, corner: number): number {
  return [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? NaN;
}

function paeth(left: number, up: number, corner: number): number {
  const distance = (value: number) => Math.abs(left + up - corner - value);
  const nearest = Math.min(...[left, up, corner].map(distance));
  return [left, up, corner].find((value) => distance(value) === nearest) ?? 0;
}
